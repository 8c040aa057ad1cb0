#include "tests/search/findfixture.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/leadcodec.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace leadline::test {

namespace {

QString kindName(SearchKind kind)
{
    static const char *names[] = {"lead", "contact", "opportunity", "task",    "note",
                                  "call", "message", "email",       "meeting", "other"};
    return QLatin1String(names[static_cast<size_t>(kind)]);
}

QJsonArray parsed(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonArray array = QJsonDocument::fromJson(json, &error).array();
    if (error.error != QJsonParseError::NoError)
        qFatal("test data: %s at %d", qPrintable(error.errorString()), error.offset);
    return array;
}

} // namespace

FindFixture::~FindFixture() = default;

void FindFixture::openSearch()
{
    closeSearch();
    openFresh();
    auto reader = m_mirror->searchReader();
    QVERIFY(reader);
    m_search = std::make_unique<SearchService>(std::move(reader).value(), UserId(QStringLiteral("user_me")));
}

void FindFixture::closeSearch()
{
    m_search.reset();
    close();
}

SearchResults FindFixture::ask(const QString &text)
{
    std::optional<SearchResults> answer;
    ApiError error;
    const auto heard = connect(m_search.get(), &SearchService::found, this,
                               [&](const SearchResults &results) { answer = results; });
    const auto failed =
        connect(m_search.get(), &SearchService::failed, this, [&](int, const ApiError &why) { error = why; });
    m_search->search(text);
    const bool isHeard =
        QTest::qWaitFor([&] { return answer.has_value() || error.kind != ErrorKind::None; }, 10'000);
    disconnect(heard);
    disconnect(failed);
    if (!isHeard || !answer)
        qWarning("no answer to \"%s\": %s", qPrintable(text), qPrintable(error.message)); // fails the test
    return answer.value_or(SearchResults());
}

void FindFixture::putLeads(const QByteArray &json)
{
    QList<Lead> leads;
    const QJsonArray rows = parsed(json);
    for (const QJsonValue &row : rows)
        leads << decodeLead(row.toObject()).value();
    QVERIFY(put(leads));
}

void FindFixture::putActivities(const QByteArray &json)
{
    QHash<LeadId, QList<Activity>> pages;
    const QJsonArray rows = parsed(json);
    for (const QJsonValue &row : rows) {
        const Activity activity = decodeActivity(row.toObject()).value();
        pages[activity.leadId] << activity;
    }
    for (auto page = pages.cbegin(); page != pages.cend(); ++page)
        QVERIFY(put(page.key(), page.value()));
}

QStringList found(const SearchResults &results)
{
    QStringList lines;
    for (const SearchHit &hit : results.hits)
        lines << kindName(hit.kind) + QLatin1Char(' ') + hit.objectId;
    return lines;
}

QString bracketed(MarkedText marked)
{
    for (auto mark = marked.marks.crbegin(); mark != marked.marks.crend(); ++mark) {
        marked.text.insert(mark->start + mark->length, QLatin1Char(']'));
        marked.text.insert(mark->start, QLatin1Char('['));
    }
    return marked.text;
}

} // namespace leadline::test
