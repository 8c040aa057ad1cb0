#include "tests/testkit/testmain.h"
#include "ui/theme/leadlinestyle.h"
#include "ui/theme/palette.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace leadline;

namespace {

/// Every `icon("name"` and `QStringLiteral("name")` of the ui sources that is the name of a Lucide icon.
QSet<QString> wordsInSources()
{
    QSet<QString> words;
    const QRegularExpression literal(QStringLiteral("\"([a-z0-9-]+)\""));
    QDirIterator files(qEnvironmentVariable("LEADLINE_SOURCE") + QStringLiteral("/ui"),
                       {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        auto matches = literal.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext())
            words.insert(matches.next().captured(1));
    }
    return words;
}

} // namespace

class ThemeTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }

    void tokensAreThoseOfTheDrawings_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void tokensAreThoseOfTheDrawings()
    {
        QFETCH(bool, dark);
        const Tokens t = dark ? darkTokens() : lightTokens();
        QCOMPARE(t.accent, QColor(dark ? 0x7AA5FF : 0x2A62D9));
        // Words stand on these backgrounds: body and secondary text everywhere, each tone on its own tint.
        for (const QColor &background : {t.bg, t.surface, t.raised, t.selection, t.hover}) {
            QVERIFY2(contrastRatio(t.text, background) >= 7.0, qPrintable(background.name()));
            QVERIFY2(contrastRatio(t.muted, background) >= 4.5, qPrintable(background.name()));
        }
        QVERIFY(contrastRatio(t.onAccent, t.accent) >= 4.5);
        QVERIFY(contrastRatio(t.accent, t.surface) >= 3.0); // the focus ring
        for (int i = 0; i < 6; ++i) {
            const auto tone = static_cast<Tone>(i);
            QVERIFY2(contrastRatio(t.ink(tone), t.tint(tone)) >= 4.5, qPrintable(t.ink(tone).name()));
            QVERIFY2(contrastRatio(t.ink(tone), t.surface) >= 4.5, qPrintable(t.ink(tone).name()));
        }
    }

    void contrastOfBlackOnWhiteIs21() { QVERIFY(qAbs(contrastRatio(Qt::black, Qt::white) - 21.0) < 0.001); }

    void canBeForcedAndSaysSo()
    {
        Theme theme;
        theme.setMode(Theme::Mode::Light);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.count(), 1);
        QVERIFY(theme.isDark());
        QCOMPARE(theme.tokens().bg, darkTokens().bg);
        QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().bg);
        QVERIFY(qApp->styleSheet().contains(darkTokens().accent.name()));
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('@')));
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.count(), 1);
    }

    void followsTheLightnessOfTheDesktop()
    {
        LeadlineStyle style;
        QPalette desktop;
        desktop.setColor(QPalette::Window, QColor(0x20, 0x20, 0x20));
        style.polish(desktop);
        QVERIFY(style.isDesktopDark());
        QPalette light;
        light.setColor(QPalette::Window, QColor(0xEF, 0xEF, 0xEF));
        style.polish(light);
        QVERIFY(!style.isDesktopDark());
    }

    void iconsAreTintedAndSharp()
    {
        Theme theme;
        const QPixmap icon = theme.icon(QStringLiteral("phone"), QColor(0xB42318), 16, 1.5);
        QCOMPARE(icon.size(), QSize(24, 24));
        QCOMPARE(icon.devicePixelRatio(), 1.5);
        const QImage image = icon.toImage();
        bool hasInk = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor c = image.pixelColor(x, y);
                hasInk =
                    hasInk || (c.alpha() > 200 && qAbs(c.red() - 0xB4) < 8 && qAbs(c.green() - 0x23) < 8);
            }
        }
        QVERIFY(hasInk);
    }

    void unknownIconsAreReported()
    {
        QTest::ignoreMessage(QtWarningMsg, "no icon named no-such-icon");
        Theme theme;
        QVERIFY(theme.icon(QStringLiteral("no-such-icon"), Qt::black, 16, 1).isNull());
    }

    void everyIconIsNamedInTheSources()
    {
        Theme theme;
        const QSet<QString> words = wordsInSources();
        QVERIFY(!words.isEmpty());
        QStringList unused;
        QDirIterator icons(QStringLiteral(":/icons"));
        while (icons.hasNext()) {
            const QString name = QFileInfo(icons.next()).completeBaseName();
            if (name != QLatin1String("control-arrow") && !words.contains(name))
                unused << name;
        }
        QCOMPARE(unused.join(QLatin1Char(' ')), QString());
    }

    void fontsHaveTheSizesOfTheScale()
    {
        Theme theme;
        QCOMPARE(theme.font(TextStyle::Body).pixelSize(), 13);
        QCOMPARE(theme.font(TextStyle::Secondary).pixelSize(), 12);
        QCOMPARE(theme.font(TextStyle::LeadName).pixelSize(), 20);
        QCOMPARE(theme.font(TextStyle::Section).capitalization(), QFont::AllUppercase);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
