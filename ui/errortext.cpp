#include "ui/errortext.h"

#include <QCoreApplication>

namespace leadline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ErrorText", text);
}

QString withWords(const QString &sentence, const ApiError &error)
{
    QStringList words;
    if (!error.message.isEmpty())
        words << error.message;
    for (const FieldError &field : error.fieldErrors)
        words << (field.field.isEmpty() ? field.message : field.field + QStringLiteral(": ") + field.message);
    return words.isEmpty() ? sentence : sentence + QLatin1Char(' ') + words.join(QStringLiteral("; "));
}

} // namespace

QString describeError(const ApiError &error)
{
    switch (error.kind) {
    case ErrorKind::None:
        return {};
    case ErrorKind::Unreached:
        return tr("Close cannot be reached. Leadline goes on with what it has and tries again by itself.");
    case ErrorKind::Tls:
        return withWords(
            tr("The connection to Close is not safe, so nothing was sent. Check this computer's clock and "
               "network."),
            error);
    case ErrorKind::Timeout:
        return tr("Close did not answer in time.");
    case ErrorKind::ConnectionLost:
        return tr("The connection broke before the answer was complete.");
    case ErrorKind::RateLimited:
        return tr("Close asks for a pause: too many requests. Leadline goes on by itself.");
    case ErrorKind::Unauthorized:
        return tr("Close no longer accepts this API key. Sign in again; nothing is lost.");
    case ErrorKind::PaymentRequired:
        return withWords(tr("The plan of this organisation does not allow it."), error);
    case ErrorKind::Forbidden:
        return withWords(tr("You have no permission for this in Close."), error);
    case ErrorKind::NotFound:
        return tr("Close does not have it any more.");
    case ErrorKind::Rejected:
        return withWords(tr("Close refused it."), error);
    case ErrorKind::ServerError:
        return error.httpStatus > 0
                   ? tr("Close has a problem (HTTP %1). Leadline tries again.").arg(error.httpStatus)
                   : tr("Close has a problem. Leadline tries again.");
    case ErrorKind::NotClose:
        return tr("The answer does not come from Close. The network may ask you to sign in first.");
    case ErrorKind::Redirected:
        return tr("The address leads elsewhere, and Leadline does not follow.");
    case ErrorKind::TooLarge:
        return tr("The answer is larger than Leadline accepts.");
    case ErrorKind::Cancelled:
        return tr("Cancelled.");
    case ErrorKind::Storage:
        return withWords(tr("It could not be stored on this computer. Is the disk full?"), error);
    case ErrorKind::InvalidInput:
        return withWords(tr("Something in it is not valid."), error);
    }
    return {};
}

QString describeSignInError(const ApiError &error)
{
    switch (error.kind) {
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
        return tr("Close does not accept this API key. Copy it again in Close under Settings, Developer, API "
                  "Keys.");
    case ErrorKind::Unreached:
        return tr("The address cannot be reached. Check the network and, under Advanced, the address.");
    case ErrorKind::NotFound:
    case ErrorKind::NotClose:
    case ErrorKind::Redirected:
        return tr("This does not look like Close. Check the address under Advanced; a network that asks for "
                  "a sign-in "
                  "of its own does this too.");
    case ErrorKind::ServerError:
    case ErrorKind::RateLimited:
        return tr("Close cannot answer now. Wait a little and try again.");
    case ErrorKind::InvalidInput:
        return withWords(tr("The key or the address is not complete."), error);
    default:
        return describeError(error);
    }
}

} // namespace leadline
