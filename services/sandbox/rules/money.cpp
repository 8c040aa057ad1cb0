#include "services/sandbox/rules/money.h"

#include <QHash>
#include <QLocale>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

QString formatMoney(qint64 cents, const QString &symbol)
{
    const qint64 magnitude = qAbs(cents);
    QString text = symbol + QLocale::c().toString(magnitude / 100);
    if (const auto rest = int(magnitude % 100); rest != 0)
        text += u".%1"_s.arg(rest, 2, 10, QChar(u'0'));
    return cents < 0 ? u'-' + text : text;
}

QString formatValue(qint64 cents, const QString &symbol, const QString &period)
{
    const QString amount = formatMoney(cents, symbol);
    return period.isEmpty() || period == "one_time"_L1 ? amount : amount + u' ' + period;
}

QString currencySymbol(const QString &currency)
{
    static const QHash<QString, QString> signs{
        {u"USD"_s, u"$"_s},  {u"GBP"_s, u"£"_s},   {u"EUR"_s, u"€"_s},   {u"JPY"_s, u"¥"_s},
        {u"CAD"_s, u"C$"_s}, {u"AUD"_s, u"A$"_s},  {u"INR"_s, u"₹"_s},   {u"BRL"_s, u"R$"_s},
    };
    return signs.value(currency, currency + u' ');
}

} // namespace leadline::sandbox
