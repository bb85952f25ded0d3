// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <curl/curl.h>

// Variadic C functions, one typed shim for each class of argument that curl_easy_setopt(3),
// curl_easy_getinfo(3) and curl_multi_setopt(3) take: Swift cannot call them.

static inline CURLcode feedwatch_easy_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode feedwatch_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// NULL resets the option.
static inline CURLcode feedwatch_easy_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode feedwatch_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode feedwatch_easy_set_list(
    CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

// CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION.
static inline CURLcode feedwatch_easy_set_receiver(
    CURL *easy, CURLoption option, size_t (*value)(char *, size_t, size_t, void *)) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode feedwatch_easy_set_socket_opener(
    CURL *easy, curl_socket_t (*value)(void *, curlsocktype, struct curl_sockaddr *)) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode feedwatch_easy_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode feedwatch_easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode feedwatch_easy_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl_easy_getinfo(easy, info, (char **)value);
}

static inline CURLMcode feedwatch_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// A union member, which the macro CURLMsg hides from Swift.
static inline CURLcode feedwatch_message_result(const CURLMsg *message) {
    return message->data.result;
}

// The file of trusted certificates that libcurl was built for; NULL without one.
static inline const char *feedwatch_certificate_bundle(void) {
    return curl_version_info(CURLVERSION_NOW)->cainfo;
}
