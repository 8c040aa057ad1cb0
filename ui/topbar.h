#pragma once

#include "services/session/account.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QMenu;

namespace leadline {

class Avatar;
class Button;

/// The bar on top: whose data this is, where to look for a lead, what to do. Emits intents.
class TopBar final : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(const Theme &theme, QWidget *parent = nullptr);

    void setAccounts(const QList<Account> &known, const Account &current);

Q_SIGNALS:
    void searchRequested();
    void paletteRequested();
    void accountRequested(const leadline::Account &account);
    void addAccountRequested();
    void signOutRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Button *m_organization;
    QMenu *m_menu;
    Avatar *m_avatar;
};

} // namespace leadline
