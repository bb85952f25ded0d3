// SPDX-License-Identifier: Apache-2.0

/// What the command line asks for.
struct SampleServerArguments {
    static let usage = "usage: feedwatch-sample-server DIRECTORY [--port N] [--port-file FILE]"

    var directory = ""
    /// 0 for any that is free.
    var port: UInt16 = 0
    /// Where the port is written once the server listens.
    var portFile: String?

    /// Nil for what is no use of the program.
    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--port":
                guard let number = rest.popFirst().flatMap({ UInt16($0) }) else { return nil }
                port = number
            case "--port-file":
                guard let file = rest.popFirst() else { return nil }
                portFile = file
            case _ where argument.hasPrefix("-") || !directory.isEmpty: return nil
            default: directory = argument
            }
        }
        if directory.isEmpty { return nil }
    }
}
