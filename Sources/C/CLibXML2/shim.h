// SPDX-License-Identifier: Apache-2.0
#pragma once
// Debian's libxml2 drags in the system's ICU, whose declarations collide with those that Swift's
// Foundation brings ("'UErrorCode' has different definitions"). Nothing here needs ICU.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#include <libxml/encoding.h>
