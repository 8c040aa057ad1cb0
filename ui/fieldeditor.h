#pragma once

#include "ui/fielddraft.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QPlainTextEdit;

namespace leadline {

class Banner;
class Button;
class TextLabel;

/// One text of Close that can be changed in place. What a person is typing is never touched: a newer value
/// from Close waits under a small marker until it is taken or left (ux.md 5.9). Closing keeps a draft; only
/// `accepted()` and the button that says so forget what was typed. Knows no lead; emits intents.
class FieldEditor final : public QWidget
{
    Q_OBJECT
public:
    /// `name` begins the object names; `label` is what the field is called, such as Description.
    FieldEditor(const Theme &theme, const QString &name, const QString &label, QWidget *parent = nullptr);

    /// What Close has now. While the field is being edited it is held back and the marker shows.
    void setValue(const QString &value);
    /// The field of another object, with what was typed there before. Moves no focus.
    void setObject(const QString &value, const std::optional<FieldDraft> &draft);
    /// What is typed and not saved, in the open editor or put aside.
    [[nodiscard]] std::optional<FieldDraft> draft() const;
    [[nodiscard]] bool isEditing() const { return m_isEditing; }
    /// Opens the editor on the draft or the value shown, and gives it the focus.
    void beginEdit();
    /// Closes the editor, keeps what was typed as a draft and shows the newest value.
    void putAside();
    /// The change is durable: forgets what was typed and closes.
    void accepted();
    /// The change could not be kept here: says so and leaves everything as typed.
    void rejected(const QString &text);

Q_SIGNALS:
    /// `base` is the value the person saw last when deciding, `value` the one wanted. The editor stays open
    /// until it is told what became of it.
    void changeRequested(const QString &base, const QString &value);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeShown(const QString &name);
    [[nodiscard]] QWidget *makeEditor(const QString &name);
    void open(const FieldDraft &draft, bool isTyped);
    void close();
    void save();
    void discardDraft();
    void keepMine();
    void takeTheirs();
    void show();

    const Theme &m_theme;
    QString m_label;
    QString m_value; ///< of Close, as last told
    QString m_base;  ///< of Close, as the person knows it while editing
    bool m_isEditing = false;
    std::optional<FieldDraft> m_aside; ///< typed, while the editor is closed
    QWidget *m_shown;
    TextLabel *m_text;
    Button *m_editButton;
    Button *m_discardButton;
    QWidget *m_editor;
    QPlainTextEdit *m_edit;
    Banner *m_problem;
    QWidget *m_marker;
    TextLabel *m_theirs;
};

} // namespace leadline
