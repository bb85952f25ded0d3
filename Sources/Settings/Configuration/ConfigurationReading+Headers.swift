// SPDX-License-Identifier: Apache-2.0

import SystemCalls

extension ConfigurationReading {
    /// The most bytes of a file of header lines.
    private static let maxHeaderBytes = 64 << 10

    /// `headers:` and the lines of `headers_file:` of a feed.
    func headers(_ section: MappingReader) -> (fields: [HeaderField], file: String?) {
        var fields = inlineHeaders(section)
        guard let name = section.text("headers_file") else { return (fields, nil) }
        let position = section.place(of: "headers_file")
        let file = headersFile(name)
        guard loader.readsSecrets else { return (fields, file) }
        guard
            let bytes = FileReading.bytes(
                file, limit: Self.maxHeaderBytes, at: position, problems)
        else { return (fields, file) }
        warnIfPublic(file, "header lines are secrets", at: position)
        fields += headerLines(bytes, of: file)
        return (fields, file)
    }

    /// The file that `name` means: one in `$CREDENTIALS_DIRECTORY` (systemd.exec(5)) if it is
    /// there, else a path.
    private func headersFile(_ name: String) -> String {
        if !name.contains("/"), let directory = loader.environment["CREDENTIALS_DIRECTORY"] {
            let credential = "\(directory)/\(name)"
            if let found = try? FileSystem.status(of: credential), found.isRegularFile {
                return credential
            }
        }
        return resolve(name)
    }

    private func inlineHeaders(_ section: MappingReader) -> [HeaderField] {
        (section.members(of: "headers") ?? []).compactMap { member -> HeaderField? in
            let place = section.place(of: member.keyNode)
            guard case .scalar(let value, _) = member.value.content else {
                problems.error(at: section.place(of: member.value), "a header's value is text")
                return nil
            }
            do throws(InvalidValue) {
                let field = try HeaderField(name: member.key, value: value)
                if field.isSecret {
                    warnIfPublic(path, "`\(field.name)` is a secret", at: place)
                }
                return field
            } catch {
                problems.error(at: place, error.message)
                return nil
            }
        }
    }

    /// The header fields in `bytes`: a line each; blank lines and those that begin with `#` are
    /// passed over.
    private func headerLines(_ bytes: [UInt8], of file: String) -> [HeaderField] {
        var fields: [HeaderField] = []
        var rest = bytes[...]
        var number = 0
        while !rest.isEmpty {
            let line = TextLine(first: rest)
            rest = rest[line.next...]
            number += 1
            let position = SourcePosition(file: file, line: number)
            guard let text = String(validating: line.content, as: UTF8.self) else {
                problems.error(at: position, "this is not UTF-8")
                continue
            }
            guard !text.hasPrefix("#"), !text.allSatisfy(\.isWhitespace) else { continue }
            do {
                fields.append(try HeaderField(line: text))
            } catch {
                problems.error(at: position, error.message)
            }
        }
        return fields
    }
}
