#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace leadline {

class TextLabel;

/// An editor under its label, with room for what is wrong with it.
class FormField final : public QWidget
{
    Q_OBJECT
public:
    /// Takes the editor in; the label becomes its buddy.
    FormField(const Theme &theme, const QString &label, QWidget *editor, QWidget *parent = nullptr);

    /// Marks the editor and shows the words, plain text; an empty text takes both away.
    void setError(const QString &text);
    [[nodiscard]] QString error() const;

private:
    QWidget *m_editor;
    TextLabel *m_error;
};

} // namespace leadline
