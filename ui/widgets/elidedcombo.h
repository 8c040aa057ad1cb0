#pragma once

#include <QComboBox>

namespace leadline {

/// A combo box that says by an ellipsis that its text is longer than its room. Only for lists that are chosen from,
/// not typed into.
class ElidedCombo final : public QComboBox
{
    Q_OBJECT
public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace leadline
