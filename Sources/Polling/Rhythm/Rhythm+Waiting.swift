// SPDX-License-Identifier: Apache-2.0

import FeedModel

extension Rhythm {
    /// How long to wait after a poll at `now`, in seconds: until the waiting that the entries are
    /// expected to have done, unseen, by then is worth the price of a poll.
    ///
    /// That is the first τ with w · ∫ λ(u) (τ − u) du ≥ price, which sends polls to feeds about in
    /// proportion to √λ (Sia, Cho, Cho: "Efficient Monitoring Algorithm for Fast News Alerts",
    /// IEEE TKDE 19(7), 2007) and to the hours and minutes at which they publish.
    ///
    /// - Parameters:
    ///   - price: In entries times seconds.
    ///   - weight: What this feed's entries count against others'.
    ///   - longest: The longest wait to consider, in seconds.
    func wait(after now: Instant, price: Double, weight: Double, longest: Double) -> Double {
        let profile = profile
        let start = now.inSeconds
        let latest = (newest ?? first.map { $0 - .seconds(86_400) } ?? now).inSeconds + profile.lag
        var time = start
        // Entries expected so far, and the seconds they have waited.
        var (arrived, waited) = (0.0, 0.0)
        var (hour, ofHour) = (-1, 0.0)
        while time < start + longest {
            let step = 60 - time.truncatingRemainder(dividingBy: 60)
            if RhythmProfile.hour(time) != hour {
                hour = RhythmProfile.hour(time)
                ofHour = weight * profile.rate * profile.factor(ofHour: hour)
            }
            let rate =
                ofHour * profile.factor(ofMinute: RhythmProfile.minute(time - profile.lag))
                * profile.factor(after: time - latest)
            let after = waited + arrived * step + rate * step * step / 2
            if after >= price {
                // Within this minute: rate/2 · x² + arrived · x + waited = price.
                let need = price - waited
                let x = 2 * need / (arrived + (arrived * arrived + 2 * rate * need).squareRoot())
                return min(time - start + x, longest)
            }
            waited = after
            arrived += rate * step
            time += step
        }
        return longest
    }
}
