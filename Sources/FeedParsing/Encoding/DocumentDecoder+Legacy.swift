// SPDX-License-Identifier: Apache-2.0

extension DocumentDecoder {
    /// A document that is not UTF-8, or is declared not to be: which of the encodings that come
    /// into question is it really?
    @safe struct Legacy {
        // The caller keeps the bytes in place.
        private let bytes: UnsafeBufferPointer<UInt8>
        private let skipped: Int
        private let declared: [CharacterEncoding]
        private var faults: [String]

        init(
            bytes: UnsafeBufferPointer<UInt8>, skipped: Int, declared: [CharacterEncoding],
            faults: [String]
        ) {
            unsafe self.bytes = unsafe bytes
            self.skipped = skipped
            self.declared = declared
            self.faults = faults
        }

        /// How much of a document is looked at to judge its encoding.
        private static let sampleBytes = 256 << 10

        func decode(isUTF8: Bool) -> DecodedDocument {
            // A sample tells; it may cut one sequence.
            let sample = unsafe UnsafeBufferPointer(rebasing: bytes.prefix(Self.sampleBytes))
            let census = unsafe UTF8Scan.census(of: sample)
            if looksLikeUTF8(census) {
                return isUTF8 ? utf8InPlace() : repairedUTF8()
            }
            var best: (document: DecodedDocument, faults: Int)?
            for encoding in declared {
                guard let (document, count) = attempt(encoding) else { continue }
                if count == 0 { return document }
                if best.map({ count < $0.faults }) ?? true { best = (document, count) }
            }
            if let best, best.faults * 100 <= census.strays + census.sequences {
                return best.document
            }
            if isUTF8 { return utf8InPlace() }
            return guessed(census, best)
        }

        /// Whether UTF-8 is what was meant, whatever is declared: text in another encoding forms
        /// well-formed sequences of three bytes only by rare accident.
        private func looksLikeUTF8(_ census: UTF8Scan.Census) -> Bool {
            guard census.sequences > 0 else { return false }
            guard census.strays > 0 || declared.contains(.utf8) else {
                let isMultiByte = declared.contains {
                    if case .multiByte = $0.decoder { true } else { false }
                }
                return !isMultiByte || census.longSequences * 2 >= census.sequences
            }
            // One bad byte must not turn a feed into something else; a legacy encoding that was
            // declared needs more evidence against it than none.
            let weight = declared.isEmpty || declared.contains(.utf8) ? 2 : 10
            return census.strays * weight <= census.sequences
        }

        private func utf8InPlace() -> DecodedDocument {
            var told = faults
            if let first = declared.first, first != .utf8 {
                told.append("\(first.name) declared, but the bytes are UTF-8")
            }
            return DecodedDocument(
                text: .inPlace(skipping: skipped), encoding: CharacterEncoding.utf8.name,
                faults: told)
        }

        private func repairedUTF8() -> DecodedDocument {
            DecodedDocument(
                text: .converted(unsafe UTF8Scan.repaired(bytes)),
                encoding: CharacterEncoding.utf8.name,
                faults: faults + ["bytes that are no UTF-8: replaced"])
        }

        /// Nothing declared fits: by the look of the bytes.
        private func guessed(
            _ census: UTF8Scan.Census, _ best: (document: DecodedDocument, faults: Int)?
        ) -> DecodedDocument {
            let guess = unsafe EncodingGuess.guess(bytes)
            if let (document, count) = attempt(guess), count <= best?.faults ?? .max {
                var told = document
                let said = declared.first?.name ?? "no encoding"
                told.faults.append("\(said) declared, read as \(guess.name)")
                return told
            }
            return best?.document ?? repairedUTF8()
        }

        private func attempt(
            _ encoding: CharacterEncoding
        ) -> (DecodedDocument, faults: Int)? {
            switch encoding.decoder {
            case .singleByte(let name), .multiByte(let name):
                guard let (text, count) = unsafe LegacyDecoder.decode(bytes, from: name) else {
                    return nil
                }
                let told = count == 0 ? [] : ["\(count) bytes are no \(encoding.name): replaced"]
                return (
                    DecodedDocument(
                        text: .converted(text), encoding: encoding.name, faults: faults + told),
                    count
                )
            case .utf8, .utf16, .utf32: return nil
            }
        }
    }
}
