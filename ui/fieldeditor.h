#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QPlainTextEdit;

namespace leadline {

class Button;
class TextLabel;

/// One text of Close that can be changed in place. What a person is typing is never touched: a newer value
/// from Close waits under a small marker until it is taken or left (ux.md 5.9). Knows no lead; emits intents.
class FieldEditor final : public QWidget
{
    Q_OBJECT
public:
    /// `name` begins the object names; `label` is what the field is called, such as Description.
    FieldEditor(const Theme &theme, const QString &name, const QString &label, QWidget *parent = nullptr);

    /// What Close has now. While the field is being edited it is held back and the marker shows.
    void setValue(const QString &value);
    [[nodiscard]] bool isEditing() const { return m_isEditing; }
    /// Opens the editor on the value shown; nothing if it is open.
    void beginEdit();
    /// Closes the editor and drops what was typed; shows the newest value.
    void cancelEdit();

Q_SIGNALS:
    /// `base` is the value the person saw last when deciding, `value` the one wanted.
    void changeRequested(const QString &base, const QString &value);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeShown(const QString &name);
    [[nodiscard]] QWidget *makeEditor(const QString &name);
    void save();
    void keepMine();
    void takeTheirs();
    void closeEditor();
    void show();

    const Theme &m_theme;
    QString m_label;
    QString m_value; ///< of Close, as last told
    QString m_base;  ///< of Close, as the person knows it while editing
    bool m_isEditing = false;
    QWidget *m_shown;
    TextLabel *m_text;
    Button *m_editButton;
    QWidget *m_editor;
    QPlainTextEdit *m_edit;
    QWidget *m_marker;
    TextLabel *m_theirs;
};

} // namespace leadline
