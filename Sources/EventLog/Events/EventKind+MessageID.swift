// SPDX-License-Identifier: Apache-2.0

extension EventKind {
    /// The `MESSAGE_ID` in the journal: 128 bits made once with `systemd-id128 new`, never changed,
    /// never used again for another kind. `systemd/feedwatch.catalog` has an entry for each.
    public var messageID: String {
        switch self {
        case .started: "37d01717d76c4b61bab0166320552181"
        case .ready: "1445ac29562f4555b0ef56b67b60d675"
        case .reloaded: "bb1e5c8d1c1c455286fafe621238ec5b"
        case .reloadFailed: "c2eec14a16384b8f9f8c3d38b4552fef"
        case .stopping: "0108087ffdb74c93aad852c0b79f6504"
        case .stopped: "94c40ff8e90a489d8b78fda91ae7472a"
        case .failed: "bd9f2d80373d4dd1a1d07fd3eb69b9ff"
        case .clockStepped: "26544c697a724728832eb102dc85d95a"
        case .match: "a1a27212fb0d43e49b3ee69ffd1ebb47"
        case .sighting: "2a1a54369fbe4ea6a07c3d3546d17606"
        case .revision: "e3afa2d59c484cdeb9d583feb1f69e86"
        case .poll: "2d476438c82c4b8f947eb48a662a537e"
        case .feedFailing: "f11b5a3355ad4db28f336a15102c250a"
        case .feedRecovered: "80198e8224e248a7817c60e9ede39c73"
        case .feedMoved: "8bb024248da8439f92c7e05b2d611d5b"
        case .feedGone: "537790f7cff344ea841f55e2c8b07ee9"
        case .feedGap: "0e708feeb8b74ca185fe4e3a827472f5"
        case .feedState: "45e62a0da296445884bb9d5501bcfb09"
        case .feedHeld: "19065214ac254e05aa79813a2b97faf3"
        case .recovered: "691913ef61b24e13817a253de4f286ba"
        case .damaged: "9cc00a8930834a008d341c2d781a43be"
        case .storiesMissing: "5f0c2d9b7a8e4c1f9d36b1e47a20c863"
        case .storeFailed: "84600275493f41f6b64b4c7e0925e8bb"
        case .stateReset: "362689d9fe104a8b93af543a027fd236"
        case .stateFailed: "230d1de41af346dda903dd399941fd83"
        case .compressed: "1a2e43083dc14cc7802df9a71e61d508"
        case .deleted: "a469b906344949789120114d948c66ce"
        case .caughtUp: "d47061b7f3524a3bb5a2cfaaad38fbe0"
        case .configWarning: "8459697ffbd74365885dbf81e3552f4e"
        case .configError: "2c1840a62e3c4d39bc80eeb50bea1f63"
        case .topicKept: "6113526aa1654e2a891963a83b85e658"
        case .exampleFailed: "f5162c66b8fc4aa5acd4e4bf764c3781"
        case .hookFailed: "6172de6aeb2b461da61d2aebd331c043"
        case .hookRecovered: "1f4dd0e0286f43c6ae43418dcf541edf"
        case .hookDeadLetter: "af33d274e92342638b0fd7d3e4816c7a"
        case .hookOutput: "936ea9e597794605943e487b7bf10988"
        case .metricsFailed: "c530568f9dae416db1bbb48d9a5e4133"
        }
    }
}
