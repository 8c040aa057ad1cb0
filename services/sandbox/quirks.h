#pragma once

#include <QString>

namespace leadline::sandbox {

/// What Close does where nobody has recorded it (close-api.md 11), decided once, here, and switchable by
/// `Server::Options::quirks`. A default is our best guess; a recording that proves otherwise changes this
/// file only.
struct Quirks
{
    // Bodies of refusals whose real text is unknown: `{"error": "<text>"}`.
    QString paymentRequired = QStringLiteral("Your plan does not include this.");        ///< 402
    QString forbidden = QStringLiteral("You are not permitted to perform this action."); ///< 403
    bool isForbiddenPlain =
        false; ///< 403 as the bare word `Forbidden`, which the official client's test expects
    QString methodNotAllowed = QStringLiteral("The method is not allowed for the requested URL."); ///< 405
    QString unsupportedType = QStringLiteral("Content-Type must be application/json.");            ///< 415
    QString malformedJson = QStringLiteral("The request body is not valid JSON.");                 ///< 400
    QString unknownPath = QStringLiteral("Not found.");                                            ///< 404
    /// 404 of newer resources (pipelines, custom activity types): `Not found.` instead of `Empty query: ...`.
    bool newerResourcesSayNotFound = true;
    bool sendsWwwAuthenticate = false; ///< `www-authenticate: Basic` on a 401

    // Lists. A larger `_limit` or `_skip` is a 400.
    int defaultLimit = 100; ///< documented
    int maxLeadLimit = 200;
    int maxContactLimit = 200;
    int maxOpportunityLimit = 250;
    int maxActivityLimit = 100;
    int maxOtherLimit = 1000; ///< tasks and metadata
    int maxSkip = 250'000;    ///< recorded for one resource, taken for all
    QString limitTooLarge = QStringLiteral(
        "The limit you set is larger than the maximum limit for this resource (max_limit = %1).");
    QString invalidNumber =
        QStringLiteral("%1 must be a non-negative integer."); ///< %1 = `_limit` or `_skip`

    // Searches. `_fields: {"lead": ["_all"]}` gives the whole lead, as `GET /lead/{id}/` does.
    int maxSearchLimit = 200;
    int searchCap = 10'000;       ///< documented: objects over one chain of cursors
    int searchCursorSeconds = 30; ///< documented
    QString cursorExpired = QStringLiteral("The cursor is invalid or has expired."); ///< 400
    QString cursorOfOtherQuery = QStringLiteral("The cursor belongs to another query.");

    bool redirectsSlashlessGet = true; ///< 301 for GET; every other method gets 404 in any case

    // OAuth.
    bool declinesConsent = false; ///< the authorize page answers `error=access_denied`

    // Edge limiter seen in front of Close (`ratelimit-limit: 60`, per second and key): told in headers, not
    // enforced.
    int edgeLimit = 60; ///< 0 = headers absent

    // Writes.
    bool refusesDeletingUsedStatus = true;  ///< 400 while a lead or opportunity has it
    bool putMovesContact = false;           ///< PUT `lead_id` on a contact; false = the key is ignored
    bool confidenceEditTouchesLead = false; ///< recorded: it did not move the lead's `date_updated`
    bool enforcesPermissions = true;        ///< 403 for what the caller's role does not permit (5.13)
    bool mergeFillsEmptyFields = true;      ///< what the destination lacks comes from the source; false = is lost
    int maxWebhooks = 40;                   ///< documented; one more is a 400
    bool refusesBareHtml = true;            ///< rich text outside `<body>`: 400; false = it is wrapped
    bool refusesUnknownCustomFields = true; ///< `custom.<id>` of no field: 400; false = ignored
    int statusChangeMergeSeconds = 300;     ///< status changes this close become one activity (0 = never)

    // The event log (7.1). `data` of a lead has its own fields and `contact_ids`; contacts, tasks and
    // opportunities are left to their own events. A task completed is `updated` and `completed`, a message
    // sent `updated` and `sent`, a logged call `created` alone. Created activities and pipelines have no
    // events. The log begins when the sandbox does: generated history has none.
    int maxEventLimit = 50;              ///< documented
    int eventConsolidationSeconds = 180; ///< updates of an object this close are one event (0 = never)
    bool oldEventDataIsNull = false;     ///< after the hour: null; false = the keys are absent
    int everyNthEventIsLate = 0;         ///< readers see every n-th only later, out of order (0 = none)
    int lateEventSeconds = 60;
};

} // namespace leadline::sandbox
