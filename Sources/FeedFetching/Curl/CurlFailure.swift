// SPDX-License-Identifier: Apache-2.0

import CCurl

/// A call of libcurl that did not do what it should: which one, and the code it gave.
struct CurlFailure: Error, CustomStringConvertible {
    var operation: String
    var code: UInt32

    var description: String { "\(operation): libcurl error \(code)" }
}

/// The initialisation of libcurl, done once for the process (libcurl(3), GLOBAL CONSTANTS).
///
/// Never undone: curl_global_cleanup(3) must not run while any thread may still use libcurl.
enum CurlGlobal {
    /// The code of the one call.
    static let initialisation: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// The file of trusted certificates that libcurl was built for.
    static let certificateBundle: String? = {
        guard let path = unsafe feedwatch_certificate_bundle() else { return nil }
        return unsafe String(cString: path)
    }()
}
