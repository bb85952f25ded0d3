// swift-tools-version: 6.2
import PackageDescription

/// Checked on every target of ours: Swift 6 language mode, no implicit `any`, imports internal
/// unless said otherwise, every use of an unsafe construct marked, every warning an error.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .treatWarning("ExplicitSendable", as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A room of the design (ARCHITECTURE.md): one library target and the targets it may see.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one room, with their fixtures where it has any.
func tests(_ name: String, _ dependencies: [Target.Dependency], fixtures: Bool = false) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.init(stringLiteral: name)] + dependencies,
        resources: fixtures ? [.copy("Fixtures")] : [],
        swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]
    )
}

/// A library of Debian's, as a module.
func system(_ name: String, pkgConfig: String? = nil, apt package: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
    name: "feedwatch",
    products: [
        .executable(name: "feedwatchd", targets: ["feedwatchd"]),
        .executable(name: "feedwatch", targets: ["feedwatch"]),
        .executable(name: "feedwatch-bench", targets: ["feedwatch-bench"]),
        .executable(name: "feedwatch-sample-server", targets: ["feedwatch-sample-server"]),
        // For other programs that read stores: docs/reading-a-store.md.
        .library(name: "StoryStore", targets: ["StoryStore", "FeedModel", "JSON"]),
        .library(name: "StorySearch", targets: ["StorySearch", "TopicMatching"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    ],
    targets: [
        // What Swift cannot call by itself: module maps and typed shims, nothing else.
        system("CCurl", apt: "libcurl4-openssl-dev"),
        system("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        system("CSQLite", apt: "libsqlite3-dev"),
        system("CYAML", apt: "libyaml-dev"),
        system("CUTF8Proc", apt: "libutf8proc-dev"),
        system("COpenSSL", apt: "libssl-dev"),
        system("CZlib", apt: "zlib1g-dev"),
        system("CIDN2", apt: "libidn2-dev"),
        system("CDeflate", apt: "libdeflate-dev"),
        system("CBrotli", apt: "libbrotli-dev"),
        system("CZstd", apt: "libzstd-dev"),
        .target(
            name: "CSimdJSON", path: "Sources/C/CSimdJSON",
            linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CCRC32C", path: "Sources/C/CCRC32C"),
        .target(name: "CLineScan", path: "Sources/C/CLineScan"),
        .systemLibrary(name: "CPrefetch", path: "Sources/C/CPrefetch"),
        .target(name: "CGlibcShims", path: "Sources/C/CGlibcShims"),
        .target(name: "CAllocationCount", path: "Sources/C/CAllocationCount"),

        // Values and foundations.
        room("FeedModel"),
        room("Randomness"),
        room("SystemCalls", ["CGlibcShims"]),
        room("Checksums", ["COpenSSL", "CCRC32C"]),
        room("JSON", ["CSimdJSON", "FeedModel"]),
        room("Text", ["CUTF8Proc", "FeedModel"]),
        room("EventLog", ["FeedModel", "JSON", "SystemCalls", "Text"]),
        room("Metrics", ["SystemCalls"]),

        // The stages. They do not know each other; they meet in Ingestion.
        room("FeedParsing", ["CLibXML2", "FeedModel", "JSON", "Text"]),
        room(
            "FeedFetching",
            ["CBrotli", "CCurl", "CDeflate", "CIDN2", "CZlib", "CZstd", "SystemCalls"]),
        room(
            "Polling",
            [
                "CSQLite", "FeedModel", "Randomness", "SystemCalls",
                .product(name: "HeapModule", package: "swift-collections"),
            ]),
        room("TopicMatching", ["FeedModel", "Text"]),
        room("Deduplication", ["CIDN2", "CPrefetch", "Checksums", "FeedModel", "Text"]),
        room(
            "StoryStore", ["Checksums", "CZlib", "FeedModel", "JSON", "SystemCalls", "Text"]),
        room("Hooks", ["EventLog", "FeedModel", "JSON", "StoryStore", "SystemCalls"]),
        room("Reporting", ["FeedModel", "Text"]),
        room(
            "StorySearch",
            [
                "CLineScan", "Checksums", "FeedModel", "JSON", "StoryStore", "SystemCalls", "Text",
                "TopicMatching",
            ]),
        room("Settings", ["CLibXML2", "CYAML", "FeedModel", "SystemCalls"]),
        room(
            "Ingestion",
            [
                "Checksums", "Deduplication", "EventLog", "FeedFetching", "FeedModel",
                "FeedParsing", "Hooks", "JSON", "Metrics", "Polling", "Settings", "StorySearch",
                "StoryStore", "SystemCalls", "Text", "TopicMatching",
            ]),

        // The programs.
        .executableTarget(
            name: "feedwatchd",
            dependencies: [
                "EventLog", "FeedModel", "Ingestion", "Settings", "SystemCalls",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "feedwatch",
            dependencies: [
                "Deduplication", "FeedModel", "FeedParsing", "Ingestion", "JSON", "Polling",
                "Reporting", "Settings", "StorySearch", "StoryStore", "SystemCalls", "Text",
                "TopicMatching",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "feedwatch-bench",
            dependencies: [
                "CAllocationCount", "CZlib", "Checksums", "Deduplication", "FeedModel",
                "FeedParsing", "Ingestion", "JSON", "LoopbackHTTP", "Polling", "Randomness",
                "StorySearch", "StoryStore", "SystemCalls", "Text", "TopicMatching",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "feedwatch-sample-server", dependencies: ["LoopbackHTTP", "SystemCalls"],
            swiftSettings: strict),

        // For tests and the demonstration: an HTTP server on loopback.
        room("LoopbackHTTP", ["SystemCalls"]),

        tests("FeedModel", []),
        tests("SystemCalls", []),
        tests("Checksums", []),
        tests("JSON", ["FeedModel"]),
        tests("Text", ["Randomness"]),
        tests("EventLog", ["FeedModel", "JSON", "SystemCalls"]),
        tests("Metrics", ["SystemCalls"]),
        tests("FeedParsing", ["FeedModel", "JSON", "Randomness", "Text"], fixtures: true),
        tests("FeedFetching", ["LoopbackHTTP", "SystemCalls"]),
        tests("Polling", ["FeedModel", "Randomness", "SystemCalls"]),
        tests("TopicMatching", ["FeedModel", "Randomness", "Text"], fixtures: true),
        tests("Deduplication", ["FeedModel", "Randomness"], fixtures: true),
        tests("StoryStore", ["FeedModel", "JSON", "StorySearch", "SystemCalls", "TopicMatching"]),
        tests("Hooks", ["EventLog", "FeedModel", "JSON", "StoryStore", "SystemCalls"]),
        tests("Reporting", ["FeedModel"]),
        tests(
            "StorySearch",
            [
                "CLineScan", "FeedModel", "JSON", "Randomness", "StoryStore", "SystemCalls",
                "Text", "TopicMatching",
            ]),
        tests("Settings", ["FeedModel"], fixtures: true),
        .testTarget(
            name: "feedwatchTests",
            dependencies: [
                "feedwatch", "FeedModel", "JSON", "StoryStore", "SystemCalls", "Text",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
        tests(
            "Ingestion",
            [
                "FeedModel", "JSON", "LoopbackHTTP", "Polling", "Randomness", "Settings",
                "StoryStore", "Text", "TopicMatching",
            ],
            fixtures: true),
    ],
    cxxLanguageStandard: .cxx17
)

// The fuzzer's program, only where it is asked for: the plain build knows no sanitizer.
if Context.environment["FEEDWATCH_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz-feed-parsing", dependencies: ["FeedModel", "FeedParsing", "JSON"],
            path: "Fuzz/FeedParsing",
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
