#pragma once

#include "services/domain/contact.h"
#include "ui/leadfacts.h"
#include "ui/theme/theme.h"

#include <QUrl>
#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace leadline {

class IconLabel;
class TextLabel;

/// A person at a lead: numbers, e-mails and links, each to use or to copy with one key. Emits intents.
class ContactCard final : public QWidget
{
    Q_OBJECT
public:
    /// `prefix` begins the object names of its buttons, so that they are unique in the pane. Numbers get the
    /// key hints `firstNumber` and on, up to 9. `facts`: its custom fields.
    ContactCard(const Theme &theme, const Contact &contact, const QList<FieldFact> &facts, const QString &prefix,
                int firstNumber, const QDateTime &nowUtc, QWidget *parent = nullptr);

    /// Shows the local time of then.
    void setNow(const QDateTime &nowUtc);

Q_SIGNALS:
    void callRequested(const leadline::ContactId &contact, const QString &phone);
    void linkActivated(const QUrl &url);
    void copyRequested(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Line
    {
        QString icon;
        QString text;
        QString copyText;
        QString note;
        QString name; ///< of the object
        QString spoken;
        QString key;
    };
    [[nodiscard]] QWidget *makeLine(const Line &line, const std::function<void()> &activated);
    void addHead(QVBoxLayout *column);

    const Theme &m_theme;
    Contact m_contact;
    IconLabel *m_timeIcon = nullptr; ///< null without a time zone
    TextLabel *m_time = nullptr;
};

} // namespace leadline
