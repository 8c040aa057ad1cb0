#include "tests/sandboxworld/worlds.h"
#include "tests/testkit/testmain.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace leadline::sandbox;
using namespace leadline::sandbox::test;

namespace {

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// The keys of an object without custom fields, sorted.
QStringList keysOf(const QJsonObject &object)
{
    QStringList keys;
    for (const QString &key : object.keys()) {
        if (!key.startsWith(QLatin1String("custom.")))
            keys.append(key);
    }
    return keys;
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

/// Keys of the samples in close-api.md; what the endpoints derive from other objects is left out.
const char CommonKeys[] =
    "_type id lead_id contact_id user_id user_name users activity_at created_by created_by_name "
    "updated_by updated_by_name date_created date_updated organization_id ";

const QRegularExpression Reserved(QStringLiteral(
    "^\\+(1[2-9]\\d{2}55501\\d{2}|442079460\\d{3}|44(161|131|121|113)4960\\d{3}|447700900\\d{3}"
    "|493023125\\d{3}|494066969\\d{3}|498999998\\d{3}|492214710\\d{3}|496990009\\d{3}|4917139200?\\d{2,3}"
    "|4917604069\\d{3}|46846500\\d{3}|46313906?\\d{3,4}|46313900\\d{3}|46406280\\d{3}|467017406\\d{2}"
    "|3319900\\d{4}|3326191\\d{4}|3335301\\d{4}|3346571\\d{4}|3353649\\d{4}|33639981?\\d{3,4}|8131000\\d{4}"
    "|8161000\\d{4}|61[237]5550\\d{4}|61[238]7010\\d{4}|61491570\\d{3})$"));

} // namespace

/// What the generated organisation contains.
class WorldTest final : public QObject
{
    Q_OBJECT
private:
    const Store m_store{options(300)};

    QHash<int, QList<QJsonObject>> m_lists;

    /// All objects of a kind, made once.
    const QList<QJsonObject> &stored(Kind kind)
    {
        QList<QJsonObject> &list = m_lists[static_cast<int>(kind)];
        if (list.isEmpty())
            list = everything(m_store, kind);
        return list;
    }
    /// Every object of every kind, one array a kind.
    static QList<QList<QJsonObject>> all(const Store &store)
    {
        QList<QList<QJsonObject>> lists;
        for (int kind = 0; kind <= static_cast<int>(Kind::Activity); ++kind)
            lists.append(everything(store, static_cast<Kind>(kind)));
        return lists;
    }

private Q_SLOTS:
    void init() { leadline::test::expectSilence(); }

    void sameSeedSameWorld()
    {
        QCOMPARE(all(Store(options(40, 7))), all(Store(options(40, 7))));
        const QList<QList<QJsonObject>> one = all(Store(options(40, 7)));
        const QList<QList<QJsonObject>> other = all(Store(options(40, 8)));
        for (qsizetype kind = 0; kind < one.size(); ++kind)
            QVERIFY(one.at(kind) != other.at(kind));
    }

    void foreignIdsAreNotFound()
    {
        const Store other(options(300, 2));
        for (const Kind kind : Generated) {
            const QString id = idOf(m_store.list(kind, 10, 1).items.first());
            QVERIFY(m_store.find(kind, id));
            QVERIFY(!other.find(kind, id));
            for (const Kind wrong : Generated) {
                if (wrong != kind)
                    QVERIFY(!m_store.find(wrong, id));
            }
            QString changed = id;
            changed[20] = changed.at(20) == QLatin1Char('a') ? QLatin1Char('b') : QLatin1Char('a');
            QVERIFY(!m_store.find(kind, changed));
            QVERIFY(!m_store.find(kind, {}));
        }
        // A larger world of the same seed has the same ids for the same leads; this one ends at 300.
        const Store larger(options(301));
        int unknown = 0;
        for (const QJsonObject &lead : everything(larger, Kind::Lead))
            unknown += m_store.find(Kind::Lead, idOf(lead)) ? 0 : 1;
        QCOMPARE(unknown, 1);
    }

    void keysAreThoseOfClose_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QStringList>("keys");
        const auto row = [](const char *name, Kind kind, const QByteArray &keys, const char *type = "") {
            QTest::newRow(name) << static_cast<int>(kind) << QString::fromLatin1(type)
                                << words(keys.constData());
        };
        row("lead", Kind::Lead,
            "addresses created_by created_by_name custom date_created date_updated description display_name "
            "html_url id "
            "integration_links name organization_id status_id status_label updated_by updated_by_name url");
        row("contact", Kind::Contact,
            "created_by date_created date_updated display_name emails id integration_links lead_id name "
            "organization_id "
            "phones timezone timezone_source title updated_by urls");
        row("opportunity", Kind::Opportunity,
            "attachments confidence contact_id created_by created_by_name date_created date_lost "
            "date_updated date_won id "
            "integration_links lead_id note note_html organization_id pipeline_id status_id status_label "
            "status_type "
            "updated_by updated_by_name user_id user_name value value_currency value_period");
        row("task", Kind::Task,
            "_type agent_config_id assigned_to assigned_to_name contact_id created_by created_by_name date "
            "date_created "
            "date_updated deduplication_key due_date id is_complete is_dateless is_primary_lead_notification "
            "lead_id "
            "object_id object_type organization_id priority resolution sequence_id sequence_subscription_id "
            "text "
            "updated_by updated_by_name",
            "lead");
        row("user", Kind::User,
            "date_created date_updated email email_verified_at first_name google_profile_image_url id image "
            "last_name "
            "last_used_timezone organizations");
        row("lead status", Kind::LeadStatus, "id label organization_id");
        row("opportunity status", Kind::OpportunityStatus, "id label organization_id pipeline_id type");
        row("pipeline", Kind::Pipeline,
            "created_by date_created date_updated id name organization_id statuses updated_by");
        row("field", Kind::LeadField,
            "id name description type choices accepts_multiple_values editable_with_roles is_shared "
            "referenced_custom_type_id back_reference_is_visible created_by updated_by organization_id "
            "date_created "
            "date_updated");
        row("smart view", Kind::SmartView,
            "id name type description is_shared is_user_dependent query s_query selected_fields shared_with "
            "organization_id user_id date_created date_updated");
        const QByteArray common(CommonKeys);
        row("created", Kind::Activity, common + "source import_id", "Created");
        row("note", Kind::Activity,
            common + "source attachments note note_html note_mentions pinned pinned_at title", "Note");
        row("call", Kind::Activity,
            common +
                "direction status disposition duration call_method source phone remote_phone "
                "remote_phone_formatted "
                "remote_country_iso local_phone local_phone_formatted local_country_iso note note_html "
                "outcome_id "
                "has_recording recording_url recording_expires_at voicemail_url voicemail_duration cost "
                "dialer_id "
                "dialer_saved_search_id transferred_from transferred_from_user_id transferred_to "
                "transferred_to_user_id forwarded_to is_forwarded is_joinable is_to_group_number coach_legs "
                "sequence_id sequence_name sequence_subscription_id date_answered",
            "Call");
        row("lead status change", Kind::Activity,
            common + "old_status_id old_status_label new_status_id new_status_label", "LeadStatusChange");
        row("opportunity status change", Kind::Activity,
            common + "opportunity_id old_status_id old_status_label old_status_type old_pipeline_id "
                     "old_pipeline_name "
                     "new_status_id new_status_label new_status_type new_pipeline_id new_pipeline_name "
                     "opportunity_value "
                     "opportunity_value_formatted opportunity_value_currency opportunity_value_period "
                     "opportunity_confidence opportunity_date_won",
            "OpportunityStatusChange");
        row("task completed", Kind::Activity,
            QByteArray(common).replace("contact_id ", "") +
                "task_id task_text task_assigned_to task_assigned_to_name",
            "TaskCompleted");
    }
    void keysAreThoseOfClose()
    {
        QFETCH(int, kind);
        QFETCH(QString, type);
        QFETCH(QStringList, keys);
        int seen = 0;
        for (const QJsonObject &object : stored(static_cast<Kind>(kind))) {
            if (!type.isEmpty() && text(object, "_type") != type)
                continue;
            QCOMPARE(keysOf(object), sorted(keys));
            ++seen;
        }
        QVERIFY(seen > 0);
    }

    void everyKindOfActivityOccurs()
    {
        QHash<QString, int> types;
        QHash<QString, int> calls;
        for (const QJsonObject &activity : stored(Kind::Activity)) {
            ++types[text(activity, "_type") + text(activity, "direction")];
            if (text(activity, "_type") == QLatin1String("Call"))
                ++calls[text(activity, "disposition")];
        }
        for (const char *type : {"Callinbound", "Calloutbound", "SMSinbound", "SMSoutbound", "Emailincoming",
                                 "Emailoutgoing", "Note", "Meeting", "CustomActivity", "LeadStatusChange",
                                 "OpportunityStatusChange", "TaskCompleted"})
            QVERIFY2(types.value(QLatin1String(type)) >= 20, type);
        QCOMPARE(types.value(QStringLiteral("Created")), 300);
        for (const char *disposition : {"answered", "no-answer", "vm-left", "busy", "error", "vm-answer", ""})
            QVERIFY2(calls.value(QLatin1String(disposition)) > 0, disposition);
    }

    void historyIsInOrder()
    {
        for (const QJsonObject &lead : stored(Kind::Lead)) {
            const QDateTime made = dateOf(lead, "date_created");
            const QDateTime touched = dateOf(lead, "date_updated");
            for (const Kind kind : Generated) {
                for (const QJsonObject &object : m_store.ofLead(kind, idOf(lead))) {
                    QVERIFY(dateOf(object, "date_created") >= made);
                    QVERIFY(dateOf(object, "date_updated") <= touched);
                    QVERIFY(dateOf(object, "date_created") < Noon);
                    QCOMPARE(text(object, "lead_id"), idOf(lead));
                }
            }
            const QList<QJsonObject> activities = m_store.ofLead(Kind::Activity, idOf(lead));
            QCOMPARE(text(activities.last(), "_type"), QStringLiteral("Created"));
            QCOMPARE(dateOf(activities.last(), "date_created"), made);
            const qint64 age = made.daysTo(Noon);
            QVERIFY(age >= 0 && age < 740);
        }
    }

    void whatRefersToEachOtherAgrees()
    {
        for (const QJsonObject &lead : stored(Kind::Lead)) {
            const QString id = idOf(lead);
            QHash<QString, QStringList> phones;
            for (const QJsonObject &contact : m_store.ofLead(Kind::Contact, id)) {
                for (const QJsonValue &phone : contact.value(QLatin1String("phones")).toArray())
                    phones[idOf(contact)].append(text(phone.toObject(), "phone"));
                phones[idOf(contact)].append(QString());
            }
            QVERIFY(phones.size() >= 1 && phones.size() <= 4);
            QString status;
            QSet<QString> texts;
            QList<QJsonObject> activities = m_store.ofLead(Kind::Activity, id);
            std::reverse(activities.begin(), activities.end());
            for (const QJsonObject &activity : activities) {
                const QString type = text(activity, "_type");
                const QString contact = text(activity, "contact_id");
                QVERIFY(contact.isEmpty() || phones.contains(contact));
                if (type == QLatin1String("Call") || type == QLatin1String("SMS"))
                    QVERIFY(phones.value(contact).contains(text(activity, "remote_phone")));
                if (type == QLatin1String("LeadStatusChange")) {
                    QVERIFY(status.isEmpty() || status == text(activity, "old_status_id"));
                    QVERIFY(text(activity, "old_status_id") != text(activity, "new_status_id"));
                    status = text(activity, "new_status_id");
                }
                if (type == QLatin1String("OpportunityStatusChange")) {
                    const auto deal = m_store.find(Kind::Opportunity, text(activity, "opportunity_id"));
                    QVERIFY(deal);
                    QCOMPARE(text(*deal, "status_id"), text(activity, "new_status_id"));
                }
                if (type == QLatin1String("TaskCompleted")) {
                    const auto task = m_store.find(Kind::Task, text(activity, "task_id"));
                    QVERIFY(task);
                    QCOMPARE(text(*task, "object_id"), idOf(activity));
                    QCOMPARE(text(*task, "text"), text(activity, "task_text"));
                }
                const QString note = text(activity, "note");
                QVERIFY2(note.isEmpty() || !texts.contains(note), qPrintable(note));
                texts.insert(note);
            }
            QVERIFY(status.isEmpty() || status == text(lead, "status_id"));
        }
    }

    void tasksAreOfEverySort()
    {
        const QString today = QStringLiteral("2026-06-19");
        int overdue = 0, dueToday = 0, upcoming = 0, dateless = 0, done = 0;
        for (const QJsonObject &task : stored(Kind::Task)) {
            const QString due = text(task, "due_date").left(10);
            if (task.value(QLatin1String("is_complete")).toBool())
                ++done;
            else if (task.value(QLatin1String("is_dateless")).toBool())
                ++dateless;
            else
                ++(due < today ? overdue : due == today ? dueToday : upcoming);
        }
        for (const int count : {overdue, dueToday, upcoming, dateless, done})
            QVERIFY(count >= 15);
        for (const QJsonObject &lead : stored(Kind::Lead))
            QVERIFY(m_store.ofLead(Kind::Task, idOf(lead)).size() <= 7);
    }

    void nothingLeadsToRealPeople()
    {
        QSet<QString> countries;
        QSet<QString> zones;
        for (const QJsonObject &contact : stored(Kind::Contact)) {
            zones.insert(text(contact, "timezone"));
            for (const QJsonValue &phone : contact.value(QLatin1String("phones")).toArray()) {
                const QString number = text(phone.toObject(), "phone");
                QVERIFY2(Reserved.match(number).hasMatch(), qPrintable(number));
            }
            for (const QJsonValue &email : contact.value(QLatin1String("emails")).toArray())
                QVERIFY(text(email.toObject(), "email").endsWith(QLatin1String(".example")));
        }
        for (const QJsonObject &lead : stored(Kind::Lead)) {
            const QString url = text(lead, "url");
            QVERIFY2(url.isEmpty() ||
                         (url.endsWith(QLatin1String(".example")) && !url.contains(QLatin1String("//."))),
                     qPrintable(url));
            countries.insert(
                text(lead.value(QLatin1String("addresses")).toArray().first().toObject(), "country"));
        }
        for (const QJsonObject &number : stored(Kind::PhoneNumber))
            QVERIFY(Reserved.match(text(number, "number")).hasMatch());
        QCOMPARE(countries.size(), 8);
        QVERIFY(zones.size() >= 10);
    }

    void noPlaceholderIsLeft()
    {
        static const QRegularExpression placeholder(
            QStringLiteral("\\{[a-z]+\\}|\\$founded|\\$format|\"@[a-z]+_:"));
        for (int kind = 0; kind <= static_cast<int>(Kind::Activity); ++kind) {
            for (const QJsonObject &object : stored(static_cast<Kind>(kind))) {
                const QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
                const auto found = placeholder.match(QString::fromUtf8(json));
                QVERIFY2(!found.hasMatch(), json.constData());
            }
        }
        QVERIFY(
            !placeholder.match(QString::fromUtf8(QJsonDocument(m_store.organization()).toJson())).hasMatch());
    }

    void theOrganizationIsWhole()
    {
        const QJsonObject me = m_store.me();
        QCOMPARE(
            keysOf(me),
            sorted(words(
                "all_group_numbers connected_accounts country date_created date_updated email "
                "email_accounts email_signatures email_verified_at first_name google_profile_image_url id "
                "image is_passwordless last_name last_used_timezone organizations outbound_carrier "
                "phone preferred_twilio_edge totp_auth_state")));
        QCOMPARE(text(me, "id"), m_store.currentUserId());
        const QJsonObject organization = m_store.organization();
        QStringList labels;
        for (const QJsonValue &status : organization.value(QLatin1String("lead_statuses")).toArray())
            labels.append(text(status.toObject(), "label"));
        QCOMPARE(labels.join(QLatin1Char(',')),
                 QStringLiteral("Potential,Bad Fit,Qualified,Customer,Interested,Canceled,Not Interested"));
        QCOMPARE(m_store.count(Kind::Pipeline), 2);
        QCOMPARE(m_store.count(Kind::OpportunityStatus), 10);
        QCOMPARE(m_store.count(Kind::User), 8);
        QVERIFY(m_store.count(Kind::SmartView) >= 6);
        int former = 0;
        for (const QJsonObject &user : stored(Kind::User))
            former += user.value(QLatin1String("organizations")).toArray().isEmpty() ? 1 : 0;
        QCOMPARE(former, 1);
        QSet<QString> types;
        for (const Kind kind : {Kind::LeadField, Kind::ContactField, Kind::OpportunityField,
                                Kind::ActivityField, Kind::SharedField}) {
            for (const QJsonObject &field : stored(kind))
                types.insert(text(field, "type"));
        }
        QCOMPARE(types.size(), 9); // all but custom_object
    }
};

QTEST_GUILESS_MAIN(WorldTest)
#include "tst_sandboxworld.moc"
