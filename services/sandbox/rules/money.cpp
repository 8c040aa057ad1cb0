#include "services/sandbox/rules/money.h"

#include <QLocale>

#include <cmath>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

QString formatMoney(qint64 cents, const QString &symbol)
{
    const qint64 magnitude = qAbs(cents);
    QLocale plain = QLocale::c();
    plain.setNumberOptions(QLocale::DefaultNumberOptions); // the C locale leaves out the commas
    QString text = symbol + plain.toString(magnitude / 100);
    if (const auto rest = int(magnitude % 100); rest != 0)
        text += u".%1"_s.arg(rest, 2, 10, QChar(u'0'));
    return cents < 0 ? u'-' + text : text;
}

QString formatValue(qint64 cents, const QString &symbol, const QString &period)
{
    const QString amount = formatMoney(cents, symbol);
    return period.isEmpty() || period == "one_time"_L1 ? amount : amount + u' ' + period;
}

DealValues dealValues(qint64 cents, const QString &period, double confidence)
{
    const auto share = [confidence](qint64 amount) {
        return qint64(std::llround(double(amount) * confidence / 100));
    };
    const qint64 annualized = cents * (period == "monthly"_L1 ? 12 : 1);
    return {annualized, share(cents), share(annualized)};
}

} // namespace leadline::sandbox
