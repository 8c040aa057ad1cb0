#include "tests/testkit/testmain.h"
#include "ui/errortext.h"
#include "ui/leadfacts.h"

using namespace leadline;

/// What a person is told where the words decide what is done about it.
class WordsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }

    void case023_theClockIsNamedAndNotTheServer()
    {
        ApiError error(ErrorKind::Tls, QStringLiteral("The certificate has expired"));
        QVERIFY(!describeError(error).contains(QLatin1String("date and time")));
        error.isClockInDoubt = true;
        for (const QString &text : {describeError(error), describeSignInError(error)}) {
            QVERIFY2(text.contains(QLatin1String("this computer's date and time")), qPrintable(text));
            QVERIFY2(text.contains(QLatin1String("nothing was sent")), qPrintable(text));
            QVERIFY2(!text.contains(error.message), qPrintable(text)); // it would blame the server
        }
    }

    /// Fields go by id: a new name is a new name of the same values, and what nobody describes is shown raw.
    void case060_aThousandFieldsGoByTheirIds()
    {
        OrganizationData organization;
        Lead lead;
        for (int i = 0; i < 1000; ++i) {
            CustomField field;
            field.id = CustomFieldId(QStringLiteral("cf_%1").arg(i));
            field.name = QStringLiteral("Field %1").arg(i % 10); // names repeat
            field.type = CustomFieldType::Text;
            organization.leadFields << field;
            lead.raw.insert(QStringLiteral("custom.") + field.id.value, QStringLiteral("value %1").arg(i));
        }
        const auto facts = [&] { return fieldFacts(organization.leadFields, lead.raw, organization, lead); };
        QCOMPARE(facts().size(), 1000);
        QCOMPARE(facts().at(742).name, QStringLiteral("Field 2"));
        QCOMPARE(facts().at(742).text, QStringLiteral("value 742"));

        organization.leadFields[742].name = QStringLiteral("Renamed");
        QCOMPARE(facts().at(742).name, QStringLiteral("Renamed"));
        QCOMPARE(facts().at(742).text, QStringLiteral("value 742"));
        organization.leadFields[742].type = CustomFieldType::Date; // converted; the old values stay readable
        QCOMPARE(facts().at(742).text, QStringLiteral("value 742"));
        organization.leadFields.remove(742); // deleted
        QCOMPARE(facts().size(), 1000);
        QCOMPARE(facts().last().name, QStringLiteral("cf_742"));
        QCOMPARE(facts().last().text, QStringLiteral("value 742"));
        organization.leadFields[0].type = CustomFieldType::Hidden;
        QCOMPARE(facts().size(), 999); // known, and not for eyes
    }

    void case061_theFieldIsNamedInClosesWords()
    {
        ApiError error(ErrorKind::Rejected, {}, 400);
        error.fieldErrors = {{QStringLiteral("custom.Budget"), QStringLiteral("This field is read-only.")},
                             {QStringLiteral("status_id"), QStringLiteral("This field is required.")}};
        QCOMPARE(describeError(error),
                 QStringLiteral("Close refused it. custom.Budget: This field is read-only; "
                                "status_id: This field is required."));
    }
};

QTEST_MAIN(WordsTest)
#include "tst_words.moc"
