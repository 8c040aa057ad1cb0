#pragma once

#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace leadline {

class Theme;

/// One question with its answers. The text is plain: it may hold what a server wrote.
struct Question
{
    enum class Weight { Normal, Primary, Danger };
    struct Answer
    {
        QString text;
        Weight weight = Weight::Normal;
    };
    QString title;
    QString text;
    QString detail;        ///< set apart and selectable, such as the real address of a link; may be empty
    QList<Answer> answers; ///< the last one is what Esc means
};

/// How panes ask a person. An interface, so that a test can answer from a script.
class Prompt
{
public:
    virtual ~Prompt() = default;
    /// Calls `answered` once with the index into `answers`, later, from the event loop; never if `parent`
    /// dies first.
    virtual void ask(QWidget *parent, const Question &question, std::function<void(int)> answered) = 0;
};

/// Asks by a window-modal dialog that is opened, never executed.
class DialogPrompt final : public Prompt
{
public:
    explicit DialogPrompt(const Theme &theme) : m_theme(theme) {}
    void ask(QWidget *parent, const Question &question, std::function<void(int)> answered) override;

private:
    const Theme &m_theme;
};

} // namespace leadline
