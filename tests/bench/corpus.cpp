#include "tests/bench/corpus.h"

#include "services/mirror/database.h"
#include "services/mirror/mirror.h"
#include "services/mirror/query.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <cstring>

namespace leadline::bench {

namespace {

constexpr const char *leadTexts =
    "SELECT l.key, l.id, t.text FROM lead_text t JOIN lead l ON l.key = t.lead_key ORDER BY t.slot DESC";
constexpr const char *itemTexts = "SELECT lead_key, text FROM item_text ORDER BY slot DESC";

bool isWordByte(char byte)
{
    return (byte & 0x80) != 0 || std::isalnum(static_cast<unsigned char>(byte)) != 0;
}

} // namespace

Result<Corpus> Corpus::read(const QString &folder)
{
    Corpus corpus;
    if (const auto loaded = corpus.load(folder); !loaded)
        return loaded.error();
    return corpus;
}

Result<Done> Corpus::load(const QString &folder)
{
    const auto mirror = Mirror::open(folder);
    if (!mirror)
        return mirror.error();
    const auto reader = (*mirror)->searchReader();
    if (!reader)
        return reader.error();
    return guarded([&] {
        QHash<qint64, uint32_t> places;
        const auto add = [this](uint32_t lead, const std::string &text) {
            m_starts.push_back(m_text.size());
            m_leads.push_back(lead);
            m_text += text;
        };
        Query leads((*reader)->prepared(leadTexts));
        while (leads.step()) {
            const auto place = static_cast<uint32_t>(m_ids.size());
            places.insert(leads.integer(0), place);
            m_ids << leads.text(1);
            add(place, leads.string(2));
        }
        Query items((*reader)->prepared(itemTexts));
        while (items.step())
            add(places.value(items.integer(0)), items.string(1));
        m_starts.push_back(m_text.size());
        return Done();
    });
}

template <typename Visit>
void Corpus::find(std::string_view piece, Visit visit) const
{
    const char *at = m_text.data();
    const char *const end = at + m_text.size();
    while ((at = static_cast<const char *>(memmem(at, size_t(end - at), piece.data(), piece.size())))) {
        visit(size_t(at - m_text.data()));
        ++at;
    }
}

QSet<QString> Corpus::leadsWithBeginning(const QString &word) const
{
    QSet<QString> ids;
    find(word.toStdString(), [&](size_t offset) {
        if (offset > 0 && isWordByte(m_text[offset - 1]))
            return;
        const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), offset);
        ids.insert(m_ids.at(m_leads[size_t(next - m_starts.begin()) - 1]));
    });
    return ids;
}

QSet<QString> Corpus::leadsWith(const QString &piece) const
{
    QSet<QString> ids;
    find(piece.toStdString(), [&](size_t offset) {
        const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), offset);
        ids.insert(m_ids.at(m_leads[size_t(next - m_starts.begin()) - 1]));
    });
    return ids;
}

int Corpus::count(const QString &piece) const
{
    int found = 0;
    find(piece.toStdString(), [&](size_t) { ++found; });
    return found;
}

std::string_view Corpus::text(size_t index) const
{
    return std::string_view(m_text).substr(m_starts[index], m_starts[index + 1] - m_starts[index]);
}

/// The lines of some kinds (services/mirror/searchtext.h), without the mark at their begin.
QStringList Corpus::fieldsOf(size_t index, const char *kinds) const
{
    QStringList fields;
    const std::string_view all = text(index);
    for (size_t at = 0; at < all.size();) {
        size_t end = at + 1;
        while (end < all.size() && static_cast<unsigned char>(all[end]) >= 0x20)
            ++end;
        if (std::strchr(kinds, all[at]))
            fields << QString::fromUtf8(all.data() + at + 1, qsizetype(end - at - 1));
        at = end;
    }
    return fields;
}

QString Corpus::drawn(std::mt19937_64 &random, const char *kinds,
                      const std::function<QString(const QString &)> &part) const
{
    for (;;) {
        const QStringList fields = fieldsOf(random() % size_t(m_ids.size()), kinds);
        if (fields.isEmpty())
            continue;
        const QString found = part(fields.at(qsizetype(random() % size_t(fields.size()))));
        if (!found.isEmpty())
            return found;
    }
}

QString Corpus::word(std::mt19937_64 &random, int shortest) const
{
    static const QRegularExpression letters(QStringLiteral("^[a-z]+$"));
    return drawn(random, "\x01\x02", [&](const QString &name) {
        const QStringList words = name.split(u' ');
        const QString word = words.at(qsizetype(random() % size_t(words.size())));
        return word.size() >= shortest && letters.match(word).hasMatch() ? word : QString();
    });
}

QString Corpus::phone(std::mt19937_64 &random) const
{
    return drawn(random, "\x05", [](const QString &digits) { return digits; });
}

QStringList Corpus::texts(int most) const
{
    QStringList list;
    for (qsizetype i = 0; i < std::min<qsizetype>(m_ids.size(), most); ++i)
        list << fieldsOf(size_t(i), "\x01\x02\x03\x04\x05\x06\x07\x08\x0e").join(u' ');
    return list;
}

} // namespace leadline::bench
