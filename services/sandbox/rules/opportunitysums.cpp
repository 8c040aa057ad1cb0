#include "services/sandbox/rules/opportunitylist.h"

#include "services/sandbox/rules/money.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

QJsonObject opportunitySums(const QList<QJsonObject> &opportunities, const QString &symbol)
{
    static const QStringList parts{u"annual"_s, u"annualized"_s, u"monthly"_s, u"one_time"_s};
    QHash<QString, qint64> total;
    QHash<QString, qint64> expected;
    QJsonObject count;
    for (const auto &opportunity : opportunities) {
        const QString period = opportunity.value("value_period"_L1).toString();
        count.insert(period, count.value(period).toInt() + 1);
        total[period] += opportunity.value("value"_L1).toInteger();
        expected[period] += opportunity.value("expected_value"_L1).toInteger();
        total[u"annualized"_s] += opportunity.value("annualized_value"_L1).toInteger();
        expected[u"annualized"_s] += opportunity.value("annualized_expected_value"_L1).toInteger();
    }
    QJsonObject sums{{u"count_by_value_period"_s, count}};
    for (const auto &part : parts) {
        for (const auto &[name, amounts] :
             {std::pair(u"total_value_"_s, &total), std::pair(u"expected_value_"_s, &expected)}) {
            const qint64 amount = amounts->value(part);
            sums.insert(name + part, amount);
            sums.insert(name + part + u"_formatted"_s,
                        amount == 0 ? QJsonValue::Null : QJsonValue(formatMoney(amount, symbol)));
        }
    }
    return sums;
}

} // namespace leadline::sandbox
