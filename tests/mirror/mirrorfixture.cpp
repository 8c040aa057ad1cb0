#include "tests/mirror/mirrorfixture.h"

#include "services/mirror/rowkey.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace leadline::test {

MirrorFixture::~MirrorFixture() = default;

void MirrorFixture::openFresh()
{
    close();
    m_dir = std::make_unique<QTemporaryDir>();
    open();
}

void MirrorFixture::open()
{
    auto opened = Mirror::open(m_dir->path());
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    m_mirror = std::move(opened).value();
}

void MirrorFixture::reopen()
{
    close();
    open();
}

Result<Done> MirrorFixture::done(const std::function<void(Mirror::Then)> &write)
{
    const auto result = std::make_shared<std::optional<Result<Done>>>();
    write([result](const Result<Done> &r) { *result = r; });
    if (!QTest::qWaitFor([&] { return result->has_value(); }, 10000))
        return ApiError(ErrorKind::Timeout);
    return **result;
}

Result<Done> MirrorFixture::put(const QList<Lead> &leads)
{
    return done([&](Mirror::Then then) { m_mirror->putLeads(leads, std::move(then)); });
}

Result<Done> MirrorFixture::put(const LeadId &lead, const QList<Activity> &page, bool isLast)
{
    return done([&](Mirror::Then then) { m_mirror->putActivities(lead, page, isLast, std::move(then)); });
}

QStringList MirrorFixture::names(const LeadListQuery &query) const
{
    QStringList result;
    const auto rows = m_mirror->leadRows(m_mirror->leadKeys(query));
    for (const LeadRow &each : rows)
        result.append(each.name);
    return result;
}

LeadRow MirrorFixture::row(const LeadId &id) const
{
    return m_mirror->leadRows({rowKey(id.value)}).value(0);
}

void MirrorFixture::tamper(const char *sql) const
{
    SQLite::Database(m_dir->filePath(QStringLiteral("mirror.db")).toStdString(), SQLite::OPEN_READWRITE)
        .exec(sql);
}

QString MirrorFixture::text(const char *sql) const
{
    SQLite::Database database(m_dir->filePath(QStringLiteral("mirror.db")).toStdString());
    return QString::fromStdString(database.execAndGet(sql).getString());
}

void MirrorFixture::searchAgrees() const
{
    for (const char *sql : {"INSERT INTO lead_words (lead_words, rank) VALUES ('integrity-check', 1)",
                            "INSERT INTO lead_grams (lead_grams, rank) VALUES ('integrity-check', 1)",
                            "INSERT INTO item_words (item_words, rank) VALUES ('integrity-check', 1)",
                            "INSERT INTO item_grams (item_grams, rank) VALUES ('integrity-check', 1)"})
        tamper(sql);
    QCOMPARE(count("SELECT count(*) FROM lead_text"), m_mirror->leadCount());
    QCOMPARE(count("SELECT count(*) FROM lead"), m_mirror->leadCount());
    QCOMPARE(count("SELECT count(*) FROM lead WHERE key NOT IN (SELECT lead_key FROM lead_text)"), 0);
    QCOMPARE(count("SELECT count(*) FROM item_text WHERE lead_key NOT IN (SELECT key FROM lead)"), 0);
}

int MirrorFixture::count(const char *sql) const
{
    SQLite::Database database(m_dir->filePath(QStringLiteral("mirror.db")).toStdString());
    return database.execAndGet(sql).getInt();
}

} // namespace leadline::test
