#include "tests/sandboxworld/worlds.h"
#include "tests/testkit/testmain.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace leadline::sandbox;
using namespace leadline::sandbox::test;

/// Whether single objects make sense: values fit their fields, replies their letters, notes Close's rich
/// text.
class StoriesTest final : public QObject
{
    Q_OBJECT
private:
    const Store m_store{options(120)};

    [[nodiscard]] QList<QJsonObject> activities(const char *type) const
    {
        return m_store
            .list(Kind::Activity, 0, m_store.count(Kind::Activity),
                  [type](const QJsonObject &object) { return text(object, "_type") == QLatin1String(type); })
            .items;
    }
    [[nodiscard]] QHash<QString, QJsonObject> fieldsByKey() const
    {
        QHash<QString, QJsonObject> fields;
        for (const Kind kind : {Kind::LeadField, Kind::ContactField, Kind::OpportunityField,
                                Kind::ActivityField, Kind::SharedField}) {
            for (const QJsonObject &field : everything(m_store, kind))
                fields.insert(QStringLiteral("custom.") + idOf(field), field);
        }
        return fields;
    }
    [[nodiscard]] bool fits(const QJsonObject &field, const QJsonValue &value, const QString &leadId) const
    {
        const QString type = text(field, "type");
        const QString given = value.toString();
        if (type == QLatin1String("choices"))
            return field.value(QLatin1String("choices")).toArray().contains(value);
        if (type == QLatin1String("number"))
            return value.isDouble();
        if (type == QLatin1String("user"))
            return m_store.find(Kind::User, given).has_value();
        if (type == QLatin1String("contact"))
            return text(m_store.find(Kind::Contact, given).value_or(QJsonObject()), "lead_id") == leadId;
        if (type == QLatin1String("date"))
            return QDate::fromString(given, Qt::ISODate).isValid() && given.size() == 10;
        if (type == QLatin1String("datetime"))
            return QDateTime::fromString(given, Qt::ISODateWithMs).isValid() && given.size() > 10;
        return !given.isEmpty();
    }
    void verifyRichText(const QString &html) const
    {
        static const QSet<QString> allowed{
            QStringLiteral("body"), QStringLiteral("p"),  QStringLiteral("strong"),
            QStringLiteral("em"),   QStringLiteral("ul"), QStringLiteral("ol"),
            QStringLiteral("li"),   QStringLiteral("a"),  QStringLiteral("span")};
        QVERIFY2(html.startsWith(QLatin1String("<body><p>")) && html.endsWith(QLatin1String("</body>")),
                 qPrintable(html));
        QXmlStreamReader reader(html);
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::StartElement) {
                QVERIFY2(allowed.contains(reader.name().toString()), qPrintable(html));
                const QString mentioned = reader.attributes().value(QLatin1String("data-id")).toString();
                QVERIFY(mentioned.isEmpty() || m_store.find(Kind::User, mentioned));
            }
        }
        QVERIFY2(!reader.hasError(), qPrintable(html));
    }

private Q_SLOTS:
    void init() { leadline::test::expectSilence(); }

    void customValuesFitTheirFields()
    {
        const QHash<QString, QJsonObject> fields = fieldsByKey();
        QSet<QString> used;
        for (const Kind kind : Generated) {
            for (const QJsonObject &object : everything(m_store, kind)) {
                const QString leadId = kind == Kind::Lead ? idOf(object) : text(object, "lead_id");
                for (auto it = object.begin(); it != object.end(); ++it) {
                    if (!it.key().startsWith(QLatin1String("custom.")))
                        continue;
                    const QJsonObject field = fields.value(it.key());
                    QVERIFY2(!field.isEmpty(), qPrintable(it.key()));
                    used.insert(it.key());
                    const bool isMany = field.value(QLatin1String("accepts_multiple_values")).toBool();
                    QCOMPARE(it->isArray(), isMany);
                    for (const QJsonValue &value : isMany ? it->toArray() : QJsonArray{*it})
                        QVERIFY2(fits(field, value, leadId), qPrintable(text(field, "name")));
                }
            }
        }
        QVERIFY(used.size() >= fields.size() - 1); // the shared text field stays empty
    }

    void leadsNameTheirCustomValues()
    {
        const QHash<QString, QJsonObject> fields = fieldsByKey();
        for (const QJsonObject &lead : everything(m_store, Kind::Lead)) {
            QJsonObject byName;
            for (auto it = lead.begin(); it != lead.end(); ++it) {
                if (it.key().startsWith(QLatin1String("custom.")))
                    byName.insert(text(fields.value(it.key()), "name"), *it);
            }
            QCOMPARE(lead.value(QLatin1String("custom")).toObject(), byName);
        }
    }

    void smartViewsNameWhatExists()
    {
        static const QRegularExpression ids(QStringLiteral("\"((stat|cf)_[0-9A-Za-z]+)\""));
        const QHash<QString, QJsonObject> fields = fieldsByKey();
        int seen = 0;
        for (const QJsonObject &view : everything(m_store, Kind::SmartView)) {
            const QByteArray json = QJsonDocument(view).toJson(QJsonDocument::Compact);
            for (auto found = ids.globalMatch(QString::fromUtf8(json)); found.hasNext(); ++seen) {
                const QString id = found.next().captured(1);
                QVERIFY(m_store.find(Kind::LeadStatus, id) || m_store.find(Kind::OpportunityStatus, id) ||
                        fields.contains(QStringLiteral("custom.") + id));
            }
        }
        QVERIFY(seen >= 7);
    }

    void repliesAnswerEarlierLetters()
    {
        int replies = 0;
        for (const QJsonObject &email : activities("Email")) {
            const auto contact = m_store.find(Kind::Contact, text(email, "contact_id"));
            QVERIFY(contact);
            const QString sender = text(email, "sender");
            const bool isIncoming = text(email, "direction") == QLatin1String("incoming");
            QCOMPARE(sender.contains(text(*contact, "name")), isIncoming);
            QVERIFY(!text(email, "body_text").contains(QLatin1String("//")));
            const QString answered = text(email, "in_reply_to_id");
            if (answered.isEmpty())
                continue;
            ++replies;
            const QJsonObject original = m_store.find(Kind::Activity, answered).value_or(QJsonObject());
            QCOMPARE(text(email, "thread_id"), text(original, "thread_id"));
            QCOMPARE(text(email, "subject"), QStringLiteral("Re: ") + text(original, "subject"));
            QCOMPARE(email.value(QLatin1String("references")), original.value(QLatin1String("message_ids")));
            QVERIFY(dateOf(original, "date_created") < dateOf(email, "date_created"));
            QVERIFY(isIncoming && text(original, "direction") == QLatin1String("outgoing"));
        }
        QVERIFY(replies >= 20);
    }

    void onlyMeetingsLieAhead()
    {
        int upcoming = 0;
        for (const QJsonObject &meeting : activities("Meeting")) {
            const QDateTime start = dateOf(meeting, "starts_at");
            QCOMPARE(start.secsTo(dateOf(meeting, "ends_at")),
                     meeting.value(QLatin1String("duration")).toInt());
            QCOMPARE(text(meeting, "activity_at"), text(meeting, "starts_at"));
            QCOMPARE(text(meeting, "status") == QLatin1String("upcoming"), start >= Noon);
            QCOMPARE(text(meeting, "user_note_html").isEmpty(),
                     text(meeting, "status") != QLatin1String("completed"));
            upcoming += start >= Noon ? 1 : 0;
        }
        QVERIFY(upcoming >= 2);
        for (const char *type : {"Call", "SMS", "Email", "Note", "CustomActivity", "TaskCompleted"}) {
            for (const QJsonObject &activity : activities(type))
                QVERIFY(dateOf(activity, "activity_at") < Noon);
        }
    }

    void callsAddUp()
    {
        for (const QJsonObject &call : activities("Call")) {
            const QString disposition = text(call, "disposition");
            const bool wasTalk =
                disposition == QLatin1String("answered") || disposition == QLatin1String("vm-left");
            QCOMPARE(call.value(QLatin1String("duration")).toInt() > 0, wasTalk);
            QCOMPARE(text(call, "status") == QLatin1String("completed"), wasTalk);
            QCOMPARE(text(call, "source") == QLatin1String("External"),
                     text(call, "call_method") == QLatin1String("external"));
            QCOMPARE(text(call, "note").isEmpty(), text(call, "note_html").isEmpty());
        }
    }

    void notesAreClosesRichText()
    {
        for (const QJsonObject &note : activities("Note")) {
            verifyRichText(text(note, "note_html"));
            QVERIFY(!text(note, "note").isEmpty() && !text(note, "note").contains(QLatin1Char('<')));
        }
        for (const QJsonObject &meeting : activities("Meeting")) {
            if (!text(meeting, "user_note_html").isEmpty())
                verifyRichText(text(meeting, "user_note_html"));
        }
    }

    void dealsAgreeWithTheirPipeline()
    {
        QSet<QString> pipelines;
        for (const QJsonObject &deal : everything(m_store, Kind::Opportunity)) {
            const auto status = m_store.find(Kind::OpportunityStatus, text(deal, "status_id"));
            QVERIFY(status);
            QCOMPARE(text(*status, "pipeline_id"), text(deal, "pipeline_id"));
            QCOMPARE(text(*status, "type"), text(deal, "status_type"));
            const int confidence = deal.value(QLatin1String("confidence")).toInt();
            QCOMPARE(confidence == 100, text(*status, "type") == QLatin1String("won"));
            QCOMPARE(confidence == 0, text(*status, "type") == QLatin1String("lost"));
            QCOMPARE(text(deal, "date_lost").isEmpty(), text(*status, "type") != QLatin1String("lost"));
            QVERIFY(deal.value(QLatin1String("value")).toInteger() > 10'000);
            pipelines.insert(text(deal, "pipeline_id"));
        }
        QCOMPARE(pipelines.size(), 2);
    }

    /// Many random changes with restarts in between, each time compared with a plain list.
    void randomChangesMatchAPlainList()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("state"));
        auto kept = std::make_unique<Store>(options(25, 1, path));
        QHash<QString, QJsonObject> plain;
        QStringList ever;
        for (const QJsonObject &task : everything(*kept, Kind::Task))
            plain.insert(idOf(task), task);
        ever = plain.keys();
        ever.sort();
        QRandomGenerator random(20260619);
        for (int round = 0; round < 200; ++round) {
            if (round % 23 == 22) {
                kept.reset();
                kept = std::make_unique<Store>(options(25, 1, path));
            }
            Store &store = *kept;
            const QString id =
                round % 9 == 0 ? store.newId(QStringLiteral("task_")) : ever.at(random.bounded(ever.size()));
            if (random.bounded(3) == 0) {
                store.remove(Kind::Task, id);
                plain.remove(id);
            } else {
                const QDateTime when = Noon.addSecs(-random.bounded(600 * 86400));
                const QJsonObject task{{QStringLiteral("id"), id},
                                       {QStringLiteral("date_created"), timestamp(when)}};
                store.put(Kind::Task, task);
                plain.insert(id, task);
            }
            ever.append(id);
            QCOMPARE(store.count(Kind::Task), plain.size());
            const QList<QJsonObject> listed = everything(store, Kind::Task);
            for (qsizetype i = 0; i < listed.size(); ++i) {
                QCOMPARE(plain.value(idOf(listed.at(i))), listed.at(i));
                QVERIFY(i == 0 ||
                        dateOf(listed.at(i - 1), "date_created") >= dateOf(listed.at(i), "date_created"));
            }
            const QStringList ids = idsOf(listed);
            QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), plain.size());
            const int skip = random.bounded(static_cast<int>(ids.size()));
            QCOMPARE(idsOf(store.list(Kind::Task, skip, 5).items), ids.mid(skip, 5));
        }
    }
};

QTEST_GUILESS_MAIN(StoriesTest)
#include "tst_sandboxstories.moc"
