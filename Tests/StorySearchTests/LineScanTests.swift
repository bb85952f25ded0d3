// SPDX-License-Identifier: Apache-2.0

import CLineScan
import Randomness
import Testing

/// The ways of scanning bytes agree: for all but one most processors have instructions.
@Suite struct LineScanTests {
    private func places(
        _ bytes: [UInt8], _ count: Int, _ roles: [UInt8], _ means: feedwatch_scan_means
    ) -> [Int] {
        let pairs = [(0x62, 0x64), (0x7C, 0x75), (0xAB, 0xA9)].map {
            feedwatch_byte_pair(first: $0.0, second: $0.1)
        }
        var places: [Int] = []
        var index = 0
        while true {
            var bits: UInt64 = 0
            index = feedwatch_next_suspects(
                means, bytes, count, index, pairs, pairs.count, roles, &bits)
            if index >= count { return places }
            places += (0..<64).filter { bits >> UInt64($0) & 1 == 1 }.map { index + $0 }
            index += 64
        }
    }

    @Test func allWaysAgree() {
        var random = SplitMix64(seed: 3)
        let pieces = NastyTexts.pieces + NastyTexts.glue
        for round in 0..<40 {
            var bytes: [UInt8] = []
            while bytes.count < 2000 {
                bytes += pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8
                // Any bytes at all, too: nothing is read where nothing is.
                if round % 4 == 0 { bytes.append(UInt8.random(in: 0...255, using: &random)) }
            }
            let count = bytes.count
            bytes += [UInt8](repeating: 0, count: 128)
            let roles = (0..<65_536).map { _ in UInt8.random(in: 0...1, using: &random) }
            let found = places(bytes, count, roles, feedwatch_scan_by_byte)
            for means in [feedwatch_scan_by_avx2, feedwatch_scan_by_avx512]
            where means.rawValue <= feedwatch_best_scan_means().rawValue {
                #expect(places(bytes, count, roles, means) == found)
            }
            #expect(!found.isEmpty)
        }
    }
}
