#include "tests/bench/context.h"

#include <limits>

namespace leadline::bench {

Figure failed(const QString &id, const QString &what, const QString &why)
{
    return {id,
            what + QLatin1String(": ") + why,
            std::numeric_limits<double>::max(),
            QString(),
            {},
            {},
            QStringLiteral("works"),
            false};
}

} // namespace leadline::bench
