#include "services/session/signininput.h"

#include <QHostAddress>

#include <algorithm>

namespace leadline {

std::optional<QUrl> usableBaseUrl(QUrl url)
{
    const bool isLoopback = url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
    const bool isPrivate =
        url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopback);
    if (!url.isValid() || url.host().isEmpty() || !isPrivate || !url.userInfo().isEmpty())
        return std::nullopt;
    if (!url.path().endsWith(u'/'))
        url.setPath(url.path() + u'/');
    return url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment);
}

bool isUsableKey(const QByteArray &key)
{
    return !key.isEmpty() && key.size() <= 500 &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127 && c != ':'; });
}

} // namespace leadline
