// SPDX-License-Identifier: Apache-2.0

import FeedModel

extension Schedule {
    /// What has changed since the last call, for `PollStateFile.save`.
    public mutating func takeUnsaved() -> PollStateBatch {
        var batch = PollStateBatch()
        batch.feeds = departed
        batch.forgotten = forgotten
        for index in unsavedPlaces where places[index].isUnsaved {
            batch.feeds.append(record(of: index))
            (places[index].isUnsaved, places[index].hasNewDocument) = (false, false)
        }
        batch.holds = unsavedHolds.values.sorted { $0.host < $1.host }
        batch.days = unsavedDays
        if steering.logPrice != savedPrice {
            batch.steering = steering
            savedPrice = steering.logPrice
        }
        departed.removeAll()
        forgotten.removeAll()
        unsavedPlaces.removeAll(keepingCapacity: true)
        unsavedHolds.removeAll()
        unsavedDays.removeAll()
        return batch
    }

    /// Takes back what could not be saved.
    public mutating func putBack(_ batch: PollStateBatch) {
        var indices: [String: Int] = [:]
        for index in places.indices where places[index].phase != .free {
            indices[places[index].specification.key] = index
        }
        for record in batch.feeds {
            if let index = indices[record.key] {
                markUnsaved(index)
                places[index].hasNewDocument =
                    places[index].hasNewDocument || record.hasNewDocument
            } else {
                departed.append(record)
            }
        }
        forgotten += batch.forgotten
        for hold in batch.holds where unsavedHolds[hold.host] == nil {
            unsavedHolds[hold.host] = hold
        }
        for (day, books) in batch.days { unsavedDays[day, default: Books()] += books }
        if batch.steering != nil { savedPrice = .nan }
    }

    mutating func markUnsaved(_ index: Int) {
        if !places[index].isUnsaved { unsavedPlaces.append(index) }
        places[index].isUnsaved = true
    }

    func record(of index: Int) -> FeedRecord {
        FeedRecord(
            key: places[index].specification.key, name: places[index].specification.name,
            host: hosts.hosts[Int(places[index].host)].name, state: places[index].state,
            hasNewDocument: places[index].hasNewDocument)
    }
}
