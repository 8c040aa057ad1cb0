#include "services/sandbox/rules/leadpage.h"
#include "tests/testkit/testmain.h"

#include <QJsonDocument>
#include <QTest>

using namespace leadline::sandbox;
using namespace Qt::Literals::StringLiterals;

/// Whole leads written as text in the quick way say what Derive says, whatever was renamed or written since.
class TestSandboxLeadText : public QObject
{
    Q_OBJECT
private:
    static constexpr int Leads = 80;
    static Store::Options options(quint64 seed)
    {
        Store::Options made;
        made.leads = Leads;
        made.seed = seed;
        made.now = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC);
        return made;
    }
    /// How many leads were written in the quick way; fails where a lead differs.
    static int verify(const Store &store, double tzOffset, const QStringList &fields = {})
    {
        const Derive derive(store, store.now(), tzOffset);
        int quick = 0;
        for (const Dated by : {Dated::Created, Dated::Updated}) {
            const Sequence order = store.order(Kind::Lead, by);
            for (const Sequence::Place &place : order.window(0, order.size())) {
                LeadPage page(store, derive, fields, R"("marker": 1)");
                if (!page.add(place))
                    return -1;
                QJsonObject written = QJsonDocument::fromJson(page.items()).object();
                if (written.take("marker"_L1) != 1)
                    return -1;
                QJsonObject expected = derive.lead(*store.at(Kind::Lead, place), fields);
                if (!fields.isEmpty())
                    expected = chosen(expected, fields);
                if (written != expected) {
                    qWarning().noquote()
                        << QJsonDocument(written).toJson() << QJsonDocument(expected).toJson();
                    return -1;
                }
                quick += store.untouched(place).story ? 1 : 0;
            }
        }
        return quick;
    }
    static QJsonObject chosen(const QJsonObject &whole, const QStringList &fields)
    {
        QJsonObject part;
        for (auto it = whole.begin(); it != whole.end(); ++it) {
            if (fields.contains(it.key()) ||
                (fields.contains(u"custom"_s) && it.key().startsWith("custom."_L1)))
                part.insert(it.key(), it.value());
        }
        return part;
    }

private Q_SLOTS:
    void init() { leadline::test::expectSilence(); }

    void everyLeadIsWrittenAsDerived_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<double>("tzOffset");
        QTest::newRow("utc") << quint64(1) << 0.0;
        QTest::newRow("west, another world") << quint64(7) << -8.0;
        QTest::newRow("east") << quint64(1) << 13.5;
    }
    void everyLeadIsWrittenAsDerived()
    {
        QFETCH(quint64, seed);
        QFETCH(double, tzOffset);
        QCOMPARE(verify(Store(options(seed)), tzOffset), 2 * Leads);
    }

    void fieldsAreChosen()
    {
        const Store store(options(1));
        QCOMPARE(verify(store, 0, {u"id"_s, u"contacts"_s, u"status_label"_s}), 2 * Leads);
        QCOMPARE(verify(store, 0, {u"id"_s, u"custom"_s, u"addresses"_s, u"date_updated"_s}), 2 * Leads);
        QCOMPARE(verify(store, 0, {u"tasks"_s, u"opportunities"_s, u"url"_s, u"nonsense"_s}), 2 * Leads);
    }

    void whatIsRenamedIsCalledAnew()
    {
        Store store(options(1));
        for (const auto &[kind, key] :
             {std::pair(Kind::LeadStatus, u"label"_s), std::pair(Kind::LeadField, u"name"_s),
              std::pair(Kind::OpportunityStatus, u"label"_s), std::pair(Kind::User, u"first_name"_s),
              std::pair(Kind::Pipeline, u"name"_s)}) {
            for (QJsonObject object : store.list(kind, 0, 100).items) {
                object.insert(key, u"Zoë "_s + object.value(key).toString());
                store.put(kind, object);
            }
        }
        store.remove(Kind::LeadField,
                     store.list(Kind::LeadField, 0, 1).items.first().value("id"_L1).toString());
        QCOMPARE(verify(store, 0), 2 * Leads);
    }

    void changedLeadsAndTheirPartsAreSeen()
    {
        Store store(options(1));
        const auto leads = store.list(Kind::Lead, 0, Leads).items;
        QJsonObject named = leads.at(3);
        named.insert("name"_L1, u"Nimbus \"Works\" \\ 雲"_s);
        store.put(Kind::Lead, named);
        const auto idOf = [&leads](int at) { return leads.at(at).value("id"_L1).toString(); };
        store.remove(Kind::Contact, store.ofLead(Kind::Contact, idOf(5)).first().value("id"_L1).toString());
        QJsonObject moved = store.ofLead(Kind::Contact, idOf(7)).first();
        moved.insert("lead_id"_L1, idOf(9));
        store.put(Kind::Contact, moved);
        store.put(Kind::Task, {{u"id"_s, store.newId(u"task_"_s)},
                               {u"_type"_s, u"lead"_s},
                               {u"lead_id"_s, idOf(11)},
                               {u"date"_s, u"2026-06-20"_s},
                               {u"date_created"_s, timestamp(store.tick())}});
        // Five leads stand twice, once by each date: the named one, the shorn one, both of the move, the busy
        // one.
        QCOMPARE(verify(store, 0), 2 * (Leads - 5));
        QCOMPARE(store.ofLead(Kind::Contact, idOf(9)).contains(moved), true);
    }
};

QTEST_GUILESS_MAIN(TestSandboxLeadText)
#include "tst_sandboxleadtext.moc"
