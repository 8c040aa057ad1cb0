#include "ui/theme/theme.h"

#include "ui/theme/iconrenderer.h"
#include "ui/theme/leadlinestyle.h"
#include "ui/theme/palette.h"
#include "ui/theme/stylesheet.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QPointer>

// Outside of the namespace, as Q_INIT_RESOURCE demands: a static library's resources must be named to be
// linked in.
static void initUiResources()
{
    Q_INIT_RESOURCE(ui);
}

namespace leadline {

struct Theme::Private
{
    Mode mode = Mode::FollowDesktop;
    bool isDark = false;
    bool isApplying = false;
    Tokens tokens = lightTokens();
    QString family;
    QPointer<LeadlineStyle> style;
};

Theme::Theme(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    initUiResources();
    const QString inter = QStringLiteral("Inter");
    d->family = QFontDatabase::hasFamily(inter)
                    ? inter
                    : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();

    d->style = new LeadlineStyle;
    d->style->setPalette(paletteOf(d->tokens));
    QApplication::setStyle(d->style); // the application owns it now
    QApplication::setFont(font(TextStyle::Body));
    d->isDark = !d->style->isDesktopDark(); // anything but what apply() will find, so that it applies
    apply();
    qApp->installEventFilter(this);
}

Theme::~Theme() = default;

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == qApp && event->type() == QEvent::ApplicationPaletteChange)
        apply();
    return QObject::eventFilter(watched, event);
}

void Theme::apply()
{
    if (d->isApplying || d->style == nullptr)
        return;
    const bool isDark =
        d->mode == Mode::Dark || (d->mode == Mode::FollowDesktop && d->style->isDesktopDark());
    if (isDark == d->isDark)
        return;
    d->isApplying = true;
    d->isDark = isDark;
    d->tokens = isDark ? darkTokens() : lightTokens();
    d->style->setPalette(paletteOf(d->tokens));
    QApplication::setPalette(QPalette()); // asks the desktop again, by way of LeadlineStyle::polish
    qApp->setStyleSheet(styleSheetOf(d->tokens));
    d->isApplying = false;
    Q_EMIT changed();
}

void Theme::setMode(Mode mode)
{
    d->mode = mode;
    apply();
}

Theme::Mode Theme::mode() const
{
    return d->mode;
}

bool Theme::isDark() const
{
    return d->isDark;
}

const Tokens &Theme::tokens() const
{
    return d->tokens;
}

QFont Theme::font(TextStyle style) const
{
    struct Spec
    {
        int pixels;
        QFont::Weight weight;
    };
    const Spec spec = [style]() -> Spec {
        switch (style) {
        case TextStyle::Section:
            return {11, QFont::DemiBold};
        case TextStyle::Chip:
            return {11, QFont::Medium};
        case TextStyle::Secondary:
            return {12, QFont::Normal};
        case TextStyle::Body:
            return {13, QFont::Normal};
        case TextStyle::BodyStrong:
            return {13, QFont::DemiBold};
        case TextStyle::Title:
            return {15, QFont::DemiBold};
        case TextStyle::LeadName:
            return {20, QFont::DemiBold};
        }
        return {13, QFont::Normal};
    }();
    QFont font(d->family);
    font.setPixelSize(spec.pixels);
    font.setWeight(spec.weight);
    if (style == TextStyle::Section) {
        font.setCapitalization(QFont::AllUppercase);
        font.setLetterSpacing(QFont::PercentageSpacing, 104);
    }
    return font;
}

QPixmap Theme::icon(const QString &name, const QColor &color, int size, qreal devicePixelRatio) const
{
    return renderIcon(name, color, size, devicePixelRatio);
}

} // namespace leadline
