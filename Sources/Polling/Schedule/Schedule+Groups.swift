// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// Feeds that name the same URL: one of them, the leader, is asked for all.
extension Schedule {
    /// Finds out anew which feeds share a request. Of those the first that names the URL in the
    /// configuration leads, else the first that has moved there.
    ///
    /// - Returns: The feeds that followed another and now have to be asked themselves.
    mutating func regroup() -> [Int] {
        var leaders: [Request: Int] = [:]
        let before = places.map(\.leader)
        followers.removeAll()
        for hasMoved in [false, true] {
            for index in places.indices
            where (places[index].state.move.adopted != nil) == hasMoved {
                places[index].leader = -1
                guard places[index].isAsked else { continue }
                let request = request(of: index)
                if let leader = leaders[request] {
                    places[index].leader = Int32(leader)
                    followers[leader, default: []].append(index)
                } else {
                    leaders[request] = index
                }
            }
        }
        return places.indices.filter {
            before[$0] >= 0 && places[$0].isAsked && places[$0].phase == .idle
        }
    }

    /// A feed has moved: it has another host now, and perhaps company.
    mutating func follow(_ index: Int, at now: Moment) -> [PollNotice.Event] {
        // Who followed it follows it there.
        for follower in followers[index] ?? [] {
            places[follower].state.move = places[index].state.move
        }
        for moved in [index] + (followers[index] ?? []) {
            places[moved].host = hosts.index(of: AskedURL(places[moved].url).host)
        }
        begin(regroup(), at: now)
        let leader = places[index].leader
        return leader < 0 ? [] : [.merged(into: places[Int(leader)].specification.key)]
    }

    private func request(of index: Int) -> Request {
        Request(
            url: AskedURL(places[index].url).normalized,
            variant: places[index].specification.variant)
    }

    /// What a follower has in common with its leader: everything but its own sums and moves. So it
    /// can take over at any time.
    mutating func mirror(_ leader: Int, in follower: Int) {
        let own = places[follower].state
        var state = places[leader].state
        (state.move, state.books, state.gaps) = (own.move, own.books, own.gaps)
        state.firstPoll = own.firstPoll ?? state.firstPoll
        if state.freshness == .ok, state.move.adopted != nil { state.freshness = .moved }
        places[follower].state = state
        places[follower].hasNewDocument =
            places[follower].hasNewDocument || own.window != state.window
        markUnsaved(follower)
    }
}
