#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPixmap>

#include <memory>

namespace leadline {

/// Meaning of a chip, an icon or a due date. Each has a text colour and a tint behind.
enum class Tone { Good, Warn, Bad, Info, Violet, Neutral };

/// The colours of the window, light or dark; nothing paints with any other.
struct Tokens
{
    QColor bg, surface, raised, line, text, muted, faint, accent, onAccent, selection, hover;
    QColor toneText[6];
    QColor toneTint[6];
    [[nodiscard]] QColor ink(Tone tone) const { return toneText[static_cast<int>(tone)]; }
    [[nodiscard]] QColor tint(Tone tone) const { return toneTint[static_cast<int>(tone)]; }
};

/// The type scale: 11 chip and section, 12 secondary, 13 body, 15 emphasis, 20 lead name (pixels at 100 %).
enum class TextStyle { Section, Chip, Secondary, Body, BodyStrong, Title, LeadName };

/// Light or dark tokens, fonts and tinted icons, for whoever paints. Follows the desktop unless told
/// otherwise.
class Theme final : public QObject
{
    Q_OBJECT
public:
    enum class Mode { FollowDesktop, Light, Dark };
    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const;
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] const Tokens &tokens() const;
    [[nodiscard]] QFont font(TextStyle style) const;
    /// A Lucide icon by its name (`phone`, `message-square`), tinted, `size` logical pixels, sharp at the
    /// given ratio.
    [[nodiscard]] QPixmap icon(const QString &name, const QColor &color, int size,
                               qreal devicePixelRatio) const;

Q_SIGNALS:
    void changed(); ///< repaint; palette and style sheet of the application are already new

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace leadline
