#include "ui/topbar.h"

#include "ui/widgets/avatar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/visibletext.h"

#include <QHBoxLayout>
#include <QMenu>

namespace leadline {

TopBar::TopBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    named(this, QStringLiteral("topBar"), tr("Top bar"));
    setFixedHeight(48);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 1);
    row->setSpacing(8);
    row->addWidget(new IconLabel(theme, QStringLiteral("phone-call"), Ink::Accent, 18));
    row->addWidget(new TextLabel(theme, TextStyle::BodyStrong, Ink::Text, QStringLiteral("Leadline")));
    m_organization = named(new Button(theme, Button::Kind::Ghost, {}, QStringLiteral("chevrons-up-down")),
                           QStringLiteral("accountButton"), tr("Account"));
    m_organization->setCompact(true);
    m_organization->setTextStyle(TextStyle::Secondary);
    m_organization->setIconTrailing(true);
    row->addWidget(m_organization);
    m_menu = named(new QMenu(m_organization), QStringLiteral("accountMenu"), tr("Account"));
    row->addStretch(1);

    auto *search = named(new Button(theme, Button::Kind::Field, tr("Search leads, people, numbers, notes"),
                                    QStringLiteral("search")),
                         QStringLiteral("searchButton"), tr("Search everything"));
    search->setKeyHint(QStringLiteral("/"));
    search->setMaximumWidth(356);
    search->setMinimumWidth(140);
    row->addWidget(search, 4);
    row->addStretch(2);

    auto *palette = named(new Button(theme, Button::Kind::Outline, {}, QStringLiteral("command")),
                          QStringLiteral("paletteButton"), tr("Commands"));
    palette->setToolTip(tr("Commands (Ctrl+K)"));
    row->addWidget(palette);
    m_avatar = new Avatar(theme);
    row->addSpacing(4);
    row->addWidget(m_avatar);

    connect(search, &QPushButton::clicked, this, &TopBar::searchRequested);
    connect(palette, &QPushButton::clicked, this, &TopBar::paletteRequested);
    connect(m_organization, &QPushButton::clicked, this,
            [this] { m_menu->popup(m_organization->mapToGlobal(QPoint(0, m_organization->height() + 4))); });
}

void TopBar::setAccounts(const QList<Account> &known, const Account &current)
{
    m_organization->setText(current.organizationName);
    m_organization->setAccessibleName(tr("Account: %1").arg(current.organizationName));
    m_avatar->setPerson(current.userName);
    m_menu->clear();
    for (const Account &account : known) {
        const QString text = account.organizationName + QStringLiteral(", ") + account.userName;
        QAction *const action = m_menu->addAction(menuText(text));
        const bool isCurrent =
            account.keychainKey() == current.keychainKey() && account.baseUrl == current.baseUrl;
        action->setEnabled(!isCurrent);
        connect(action, &QAction::triggered, this, [this, account] { Q_EMIT accountRequested(account); });
    }
    m_menu->addSeparator();
    m_menu->addAction(tr("Add an account"), this, &TopBar::addAccountRequested);
    m_menu->addAction(tr("Sign out"), this, &TopBar::signOutRequested);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.tokens().line);
}

} // namespace leadline
