#include "services/session/account.h"

#include <QCryptographicHash>

namespace leadline {

QString Account::folderName() const
{
    QString host;
    for (const QChar c : baseUrl.host()) {
        const bool isPlain = c.unicode() < 128 && (c.isLetterOrNumber() || c == QLatin1Char('.'));
        host += isPlain ? c : QLatin1Char('_');
    }
    const QString identity =
        baseUrl.toString() + QLatin1Char('\n') + organizationId.value + QLatin1Char('\n') + userId.value;
    const QByteArray hash =
        QCryptographicHash::hash(identity.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return host.left(60) + QLatin1Char('-') + QLatin1String(hash);
}

QByteArray Account::markOf(const Secret &apiKey) const
{
    const QByteArray salted = folderName().toUtf8() + '\n' + apiKey.reveal();
    return QCryptographicHash::hash(salted, QCryptographicHash::Blake2b_256).toHex();
}

} // namespace leadline
