#pragma once

#include <QList>
#include <QString>

#include <chrono>

namespace leadline {

/// What went wrong, in kinds that a caller treats differently. Sentences for people are made in `ui`.
enum class ErrorKind {
    None,
    Unreached,       ///< the request certainly never reached Close: refused, no DNS, offline
    Tls,             ///< certificate or handshake refused; never reached Close
    Timeout,         ///< no answer in time; a write may have happened
    ConnectionLost,  ///< cut before the whole answer was there; a write may have happened
    RateLimited,     ///< 429
    Unauthorized,    ///< 401: the key is wrong or was revoked
    PaymentRequired, ///< 402: a limit of the plan
    Forbidden,       ///< 403
    NotFound,        ///< 404
    Rejected,        ///< 400 and other 4xx with Close's words
    ServerError,     ///< 5xx; a write may have happened
    NotClose,        ///< the answer is not Close's: HTML, a captive portal, broken JSON, a wrong shape
    Redirected,      ///< a 3xx, never followed
    TooLarge,        ///< over the size limit of an answer
    Cancelled,       ///< by us
    Storage,         ///< the files of this computer; see StorageTrouble
    InvalidInput,    ///< refused before anything was sent
};

/// What ails the files of this computer, where the kind is Storage.
enum class StorageTrouble {
    Other,
    Full,     ///< no room, or a quota
    ReadOnly, ///< may not be written to, or belongs to somebody else
    Device,   ///< the disk reports an error: nothing it said it kept is certain
    Damaged,  ///< not a database, or one that contradicts itself
    Newer,    ///< made by a newer version of the program
    InUse,    ///< another program holds it, or was faster
};

/// One of Close's complaints about one field. Close names the relation, not the key: `lead`, `status` (close-api.md 4).
struct FieldError
{
    QString field;
    QString message;
    friend bool operator==(const FieldError &, const FieldError &) = default;
};

/// The one error type. `message` holds the server's (or the system's) own words, for display as plain text only.
struct ApiError
{
    ErrorKind kind = ErrorKind::None;
    int httpStatus = 0; ///< 0 = no status line arrived
    QString message;
    QList<FieldError> fieldErrors;
    QString requestId;                     ///< Close's trace id where the answer had one
    std::chrono::milliseconds retryAfter{}; ///< what the server asked for; 0 = nothing
    StorageTrouble storage = StorageTrouble::Other; ///< of kind Storage only
    bool isClockInDoubt = false; ///< of kind Tls: by this computer's clock the server's certificate is not valid

    ApiError() = default;
    explicit ApiError(ErrorKind errorKind, QString text = {}, int status = 0)
        : kind(errorKind)
        , httpStatus(status)
        , message(std::move(text))
    {
    }

    ApiError(StorageTrouble trouble, QString text)
        : kind(ErrorKind::Storage)
        , message(std::move(text))
        , storage(trouble)
    {
    }

    /// True when a write with this error certainly changed nothing in Close (reliability.md B3).
    [[nodiscard]] bool isCertainlyNotApplied() const
    {
        switch (kind) {
        case ErrorKind::Unreached:
        case ErrorKind::Tls:
        case ErrorKind::RateLimited:
        case ErrorKind::Unauthorized:
        case ErrorKind::PaymentRequired:
        case ErrorKind::Forbidden:
        case ErrorKind::NotFound:
        case ErrorKind::Rejected:
        case ErrorKind::Storage:
        case ErrorKind::InvalidInput:
            return true;
        case ErrorKind::None:
        case ErrorKind::Timeout:
        case ErrorKind::ConnectionLost:
        case ErrorKind::ServerError:
        case ErrorKind::NotClose:
        case ErrorKind::Redirected:
        case ErrorKind::TooLarge:
        case ErrorKind::Cancelled:
            return false;
        }
        return false;
    }

    /// This person may not see it, or it is not there: nobody else's fault, and the same for ever.
    [[nodiscard]] bool isDenied() const { return kind == ErrorKind::Forbidden || kind == ErrorKind::NotFound; }
    /// A list or a log that Close does not tell this person, in this plan or at all: work goes on without it.
    [[nodiscard]] bool isListDenied() const { return isDenied() || kind == ErrorKind::PaymentRequired; }
    /// Likewise, or Close does not understand the question.
    [[nodiscard]] bool isListRefused() const { return isListDenied() || kind == ErrorKind::Rejected; }
};

} // namespace leadline
