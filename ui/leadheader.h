#pragma once

#include "services/domain/lead.h"
#include "ui/theme/theme.h"

#include <QUrl>
#include <QWidget>

namespace leadline {

class Button;
class Chip;
class IconLabel;
class TextLabel;

/// The head of the detail pane: name, status, address on the web and on the map, the time there. Emits
/// intents.
class LeadHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit LeadHeader(const Theme &theme, QWidget *parent = nullptr);

    void setLead(const Lead &lead, const QDateTime &nowUtc);
    void setNow(const QDateTime &nowUtc);

Q_SIGNALS:
    void openInCloseRequested();
    void linkActivated(const QUrl &url);
    void copyRequested(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QWidget *makeTopRow();
    [[nodiscard]] QWidget *makeFactRow();

    const Theme &m_theme;
    Lead m_lead;
    TextLabel *m_name;
    Chip *m_status;
    IconLabel *m_urlIcon;
    Button *m_url;
    IconLabel *m_addressIcon;
    TextLabel *m_address;
    IconLabel *m_timeIcon;
    TextLabel *m_time;
};

} // namespace leadline
