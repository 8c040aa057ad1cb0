#include "services/close/codec/bulkpage.h"

#include "services/close/codec/lenientdom.h"

#include <QJsonDocument>

#include <algorithm>
#include <cctype>
#include <limits>

namespace leadline {

namespace {

namespace ondemand = simdjson::ondemand;

/// QJsonDocument writes a half surrogate as an escape and whole pairs as letters, so every such escape is
/// half a letter, which no UTF-8 can hold (reliability.md 40).
void replaceHalfSurrogates(QByteArray &json)
{
    for (qsizetype i = 0; i + 5 < json.size(); ++i) {
        if (json.at(i) != '\\')
            continue;
        const bool isHalf = json.at(i + 1) == 'u' && std::tolower(json.at(i + 2)) == 'd' &&
                            QByteArrayView("89abcdef").contains(char(std::tolower(json.at(i + 3))));
        if (isHalf)
            json.replace(i + 2, 4, "fffd");
        ++i; // what is escaped, a backslash perhaps
    }
}

/// The same page in a form that simdjson takes; empty if it is beyond repair.
QByteArray repaired(const QByteArray &answer)
{
    QJsonDocument document = QJsonDocument::fromJson(answer);
    if (document.isNull())
        document = QJsonDocument::fromJson(QString::fromUtf8(answer).toUtf8());
    QByteArray json = document.toJson(QJsonDocument::Compact);
    replaceHalfSurrogates(json);
    return json;
}

int count(const lenient::Element &element)
{
    int64_t value = -1;
    if (!element || element->get(value) != simdjson::SUCCESS || value < 0)
        return -1;
    return int(std::min<int64_t>(value, std::numeric_limits<int>::max()));
}

} // namespace

Result<Done> BulkPage::read(const QByteArray &answer)
{
    m_answer.resize(0); // the memory stays for the next page
    m_answer.reserve(answer.size() + qsizetype(simdjson::SIMDJSON_PADDING));
    m_answer += answer;
    if (parse())
        return Done{};
    m_answer = repaired(m_answer);
    if (parse())
        return Done{};
    clear();
    return ApiError(ErrorKind::NotClose);
}

bool BulkPage::parse()
{
    clear();
    const auto size = size_t(m_answer.size());
    m_answer.reserve(m_answer.size() + qsizetype(simdjson::SIMDJSON_PADDING));
    simdjson::dom::object envelope;
    if (m_parser.parse(m_answer.constData(), size, false).get(envelope) != simdjson::SUCCESS)
        return false;
    static constexpr std::array<std::string_view, 5> names{"data", "has_more", "total_results", "cursor",
                                                           "count"};
    const auto [data, more, total, cursor, counts] = lenient::pick(envelope, names);
    const auto list = lenient::list(data);
    std::vector<std::string_view> slices;
    if (!list || !sliceList(slices) || slices.size() != list->size())
        return false;
    for (const simdjson::dom::element element : *list) {
        if (const auto object = lenient::object(element))
            m_objects.push_back({*object, slices[size_t(m_received)]});
        ++m_received;
    }
    const std::string_view next = lenient::text(cursor);
    m_cursor = QString::fromUtf8(next.data(), qsizetype(next.size()));
    m_hasMore = lenient::flag(more) || !m_cursor.isEmpty();
    m_total = count(total);
    if (const auto object = lenient::object(counts); m_total < 0 && object)
        m_total = count(lenient::pick(*object, std::array<std::string_view, 1>{"total"})[0]);
    return true;
}

/// The texts of the list's values, in a second walk over the page that skips what is inside of them.
bool BulkPage::sliceList(std::vector<std::string_view> &slices)
{
    ondemand::document document;
    ondemand::object envelope;
    const auto size = size_t(m_answer.size());
    if (m_slicer.iterate(m_answer.constData(), size, size + simdjson::SIMDJSON_PADDING).get(document) ||
        document.get_object().get(envelope))
        return false;
    for (auto field : envelope) {
        std::string_view key;
        if (field.unescaped_key().get(key))
            return false;
        ondemand::array list;
        if (key != "data" || field.value().get_array().get(list))
            continue;
        slices.clear(); // of a key that comes twice the last one counts
        for (auto value : list) {
            ondemand::object object;
            std::string_view slice;
            if (!value.get_object().get(object) && object.raw_json().get(slice))
                return false;
            slices.push_back(slice.substr(0, slice.rfind('}') + 1)); // without blanks before the next one
        }
    }
    return true;
}

void BulkPage::clear()
{
    m_objects.clear();
    m_received = 0;
    m_total = -1;
    m_hasMore = false;
    m_cursor.clear();
}

} // namespace leadline
