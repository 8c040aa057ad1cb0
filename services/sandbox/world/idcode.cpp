#include "services/sandbox/world/idcode.h"

#include <QStringList>

namespace leadline::sandbox {

namespace {

constexpr int NumberLength = 11; // 62^11 > 2^64
constexpr char Digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

int lengthFor(const QString &prefix)
{
    // The newer, SQL-backed objects of 1.9; everything else has the older length.
    static const QStringList shortOnes{
        QStringLiteral("pipe_"),    QStringLiteral("actitype_"), QStringLiteral("whsub_"),
        QStringLiteral("ev_"),      QStringLiteral("req_"),      QStringLiteral("seq_"),
        QStringLiteral("sub_"),     QStringLiteral("group_"),    QStringLiteral("smstmpl_"),
        QStringLiteral("outcome_"), QStringLiteral("comm_"),     QStringLiteral("thread_"),
    };
    return shortOnes.contains(prefix) ? 22 : 43;
}

QChar digit(quint64 value)
{
    return QLatin1Char(Digits[value % 62]);
}

} // namespace

IdCode::IdCode(quint64 seed) : m_seed(chance(seed, 0x1d)), m_scramble(m_seed | 1, 0) {}

QString IdCode::encode(const QString &prefix, quint64 value) const
{
    const int length = lengthFor(prefix);
    QString id = prefix;
    id.reserve(prefix.size() + length);
    quint64 rest = m_scramble.map(value);
    for (int i = 0; i < NumberLength; ++i, rest /= 62)
        id += digit(rest);
    quint64 salt = m_seed;
    for (const QChar letter : prefix)
        salt = chance(salt, letter.unicode());
    quint64 check = 0;
    for (int i = 0; i < length - NumberLength; ++i, check /= 62) {
        if (i % 8 == 0)
            check = chance(salt, value, static_cast<quint64>(i));
        id += digit(check);
    }
    return id;
}

std::optional<quint64> IdCode::decode(const QString &id) const
{
    const auto underscore = id.indexOf(QLatin1Char('_'));
    if (underscore < 1 || id.size() < underscore + 1 + NumberLength)
        return std::nullopt;
    quint64 scrambled = 0;
    for (int i = NumberLength - 1; i >= 0; --i) {
        const ushort letter = id.at(underscore + 1 + i).unicode();
        quint64 digitValue = 0;
        if (letter >= '0' && letter <= '9')
            digitValue = letter - u'0';
        else if (letter >= 'A' && letter <= 'Z')
            digitValue = letter - u'A' + 10;
        else if (letter >= 'a' && letter <= 'z')
            digitValue = letter - u'a' + 36;
        else
            return std::nullopt;
        scrambled = scrambled * 62 + digitValue;
    }
    const quint64 value = m_scramble.unmap(scrambled);
    if (encode(id.left(underscore + 1), value) != id)
        return std::nullopt;
    return value;
}

} // namespace leadline::sandbox
