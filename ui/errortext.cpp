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
    const QString words = wordsOf(error);
    return words.isEmpty() ? sentence : sentence + QLatin1Char(' ') + words;
}

QString describeStorageError(const ApiError &error)
{
    switch (error.storage) {
    case StorageTrouble::Full:
        return tr("The disk of this computer is full, so it was not stored. Make room and try again.");
    case StorageTrouble::ReadOnly:
        return withWords(
            tr("Leadline may not write to its folder on this computer. Check whether it is read-only, "
               "and whom it belongs to."),
            error);
    case StorageTrouble::Device:
        return withWords(tr("The disk of this computer reports an error, so it was not stored."), error);
    case StorageTrouble::Damaged:
        return withWords(
            tr("A file of Leadline on this computer is damaged. Close Leadline and start it again: it "
               "saves what can be read."),
            error);
    case StorageTrouble::Newer:
        return tr(
            "The data on this computer were made by a newer version of Leadline. This version leaves them "
            "untouched: start the newer one.");
    case StorageTrouble::InUse:
        return tr("Another Leadline is at work on it. Try again in a moment.");
    case StorageTrouble::Other:
        break;
    }
    return withWords(tr("It could not be stored on this computer."), error);
}

} // namespace

QString wordsOf(const ApiError &error)
{
    QStringList words;
    if (!error.message.isEmpty())
        words << error.message;
    for (const FieldError &field : error.fieldErrors)
        words << (field.field.isEmpty() ? field.message : field.field + QStringLiteral(": ") + field.message);
    for (qsizetype i = 0; i + 1 < words.size(); ++i) {
        while (words[i].endsWith(QLatin1Char('.')))
            words[i].chop(1);
    }
    return words.join(QStringLiteral("; "));
}

QString describeSalvage(const OutboxSalvage &salvage)
{
    QString text = tr("The file with the writes that Close does not have yet was damaged.");
    if (salvage.saved > 0)
        text += QLatin1Char(' ') +
                tr("%1 could be saved; Leadline looks for them in Close before it sends any of "
                   "them.")
                    .arg(salvage.saved);
    else
        text += QLatin1Char(' ') + tr("None could be saved.");
    if (salvage.lost > 0)
        text += QLatin1Char(' ') + tr("%1 cannot be read.").arg(salvage.lost);
    return text + QLatin1Char(' ') + tr("The damaged file is kept: %1").arg(salvage.keptFile);
}

QString describeReplacedMirror(const QString &keptFile)
{
    return tr("The copy of Close on this computer was damaged, so it is loaded again. What waits to be sent "
              "is not "
              "affected. The damaged file is kept: %1")
        .arg(keptFile);
}

QString describeError(const ApiError &error)
{
    switch (error.kind) {
    case ErrorKind::None:
        return {};
    case ErrorKind::Unreached:
        return tr("Close cannot be reached. Leadline goes on with what it has and tries again by itself.");
    case ErrorKind::Tls:
        if (error.isClockInDoubt)
            return tr("By this computer's clock, the certificate of Close is not valid now, so nothing was "
                      "sent. Check this computer's date and time.");
        return withWords(
            tr("The connection to Close is not safe, so nothing was sent. Check this computer's network."),
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
        return describeStorageError(error);
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
