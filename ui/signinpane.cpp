#include "ui/signinpane.h"

#include "ui/errortext.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/named.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>

namespace leadline {

namespace {

QString keychainSentence(KeychainStatus status)
{
    switch (status) {
    case KeychainStatus::Ok:
    case KeychainStatus::NotFound:
        return SignInPane::tr(
            "The keychain has no API key for this account any more. Sign in with the key again.");
    case KeychainStatus::Locked:
        return SignInPane::tr("The keychain of this desktop is locked. Unlock it, then try again.");
    case KeychainStatus::Denied:
        return SignInPane::tr(
            "The keychain of this desktop denied access. Allow Leadline there, then try again.");
    case KeychainStatus::Unavailable:
        return SignInPane::tr("This desktop has no keychain running. Leadline keeps API keys nowhere else.");
    case KeychainStatus::Failed:
        return SignInPane::tr("The keychain of this desktop failed.");
    }
    return {};
}

/// What a person typed as the address: `https` where the scheme is missing, the slash at the end that Close
/// needs.
QUrl apiAddress(const QString &typed)
{
    QUrl url(typed.contains(QLatin1String("://")) ? typed : QStringLiteral("https://") + typed,
             QUrl::StrictMode);
    if (!url.path().endsWith(QLatin1Char('/')))
        url.setPath(url.path() + QLatin1Char('/'));
    return url;
}

/// Plain HTTP would show the key to the network; within this computer there is none.
bool isSafe(const QUrl &url)
{
    const bool isLoopback = url.host() == QLatin1String("localhost") ||
                            url.host() == QLatin1String("127.0.0.1") || url.host() == QLatin1String("::1");
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() &&
           (url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopback));
}

} // namespace

SignInPane::SignInPane(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    named(this, QStringLiteral("signInPane"), tr("Sign in"));
    auto *scroll = named(new QScrollArea, QStringLiteral("signInScroll"), tr("Sign in"));
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    auto *centre = new QVBoxLayout(content);
    centre->addStretch(2);
    // In a row, which asks the card how high it is at its own width; an alignment would ask at the window's.
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(makeCard());
    row->addStretch(1);
    centre->addLayout(row);
    centre->addStretch(3);
    scroll->setWidget(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    setFocusProxy(m_key);
    showReady();
}

QWidget *SignInPane::makeCard()
{
    auto *card = new Surface(m_theme, Surface::Kind::Card);
    card->setFixedWidth(460);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(32, 28, 32, 28);
    column->setSpacing(0);

    auto *brand = new QHBoxLayout;
    brand->setSpacing(10);
    brand->addWidget(new IconLabel(m_theme, QStringLiteral("phone-call"), Ink::Accent, 24));
    brand->addWidget(new TextLabel(m_theme, TextStyle::LeadName, Ink::Text, QStringLiteral("Leadline")));
    brand->addStretch(1);
    column->addLayout(brand);
    column->addSpacing(6);
    auto *line = new TextLabel(m_theme, TextStyle::Body, Ink::Muted,
                               tr("Your Close leads, contacts and calls in one fast window, online or not."));
    line->setWordWrap(true);
    column->addWidget(line);
    column->addSpacing(16);

    m_banner = named(new Banner(m_theme), QStringLiteral("signInBanner"), QString());
    column->addWidget(m_banner);

    m_keyPage = new QWidget;
    auto *keyColumn = new QVBoxLayout(m_keyPage);
    keyColumn->setContentsMargins(0, 12, 0, 0);
    keyColumn->setSpacing(8);
    addKeyRows(keyColumn);
    addAdvancedRows(keyColumn);
    column->addWidget(m_keyPage);

    m_keychainPage = new QWidget;
    auto *keychainColumn = new QVBoxLayout(m_keychainPage);
    keychainColumn->setContentsMargins(0, 0, 0, 0);
    keychainColumn->setSpacing(8);
    addKeychainRows(keychainColumn);
    column->addWidget(m_keychainPage);
    m_back = named(new Button(m_theme, Button::Kind::Link, {}, QStringLiteral("chevron-left")), QStringLiteral("wayBackButton"),
                   tr("Back"));
    m_back->setKeyHint(QStringLiteral("Esc"));
    m_back->setShortcut(QKeySequence(Qt::Key_Escape));
    m_back->hide();
    column->addSpacing(8);
    column->addWidget(m_back, 0, Qt::AlignLeft);
    connect(m_back, &QPushButton::clicked, this, &SignInPane::backRequested);
    return card;
}

void SignInPane::addKeyRows(QVBoxLayout *column)
{
    m_accountBox = new QWidget;
    m_accountRows = new QVBoxLayout(m_accountBox);
    m_accountRows->setContentsMargins(0, 0, 0, 12);
    m_accountRows->setSpacing(8);
    column->addWidget(m_accountBox);

    auto *label = new TextLabel(m_theme, TextStyle::BodyStrong, Ink::Text, tr("API key"));
    column->addWidget(label);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    m_key = named(new QLineEdit, QStringLiteral("apiKeyEdit"), tr("API key"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setMinimumHeight(34);
    m_key->setMaxLength(400);
    m_key->setPlaceholderText(tr("api_..."));
    m_key->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    label->setBuddy(m_key);
    row->addWidget(m_key, 1);
    m_reveal = named(new Button(m_theme, Button::Kind::Outline, {}, QStringLiteral("eye")),
                     QStringLiteral("revealKeyButton"), tr("Show the key"));
    m_reveal->setCheckable(true);
    row->addWidget(m_reveal);
    auto *pasteButton =
        named(new Button(m_theme, Button::Kind::Outline, tr("Paste"), QStringLiteral("clipboard-paste")),
              QStringLiteral("pasteKeyButton"), tr("Paste the key from the clipboard"));
    row->addWidget(pasteButton);
    column->addLayout(row);

    auto *where = new TextLabel(
        m_theme, TextStyle::Secondary, Ink::Muted,
        tr("Where do I find my API key? In Close, open Settings, then Developer, then API Keys, "
           "and create one. It is kept in the keychain of this desktop and nowhere else."));
    where->setWordWrap(true);
    column->addWidget(where);

    connect(m_key, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_signIn->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_key, &QLineEdit::returnPressed, this, &SignInPane::submit);
    connect(m_reveal, &QPushButton::toggled, this, &SignInPane::setRevealed);
    connect(pasteButton, &QPushButton::clicked, this, &SignInPane::paste);
}

void SignInPane::addAdvancedRows(QVBoxLayout *column)
{
    column->addSpacing(4);
    m_signIn = named(new Button(m_theme, Button::Kind::Primary, tr("Sign in")),
                     QStringLiteral("signInButton"), tr("Sign in"));
    m_signIn->setEnabled(false);
    column->addWidget(m_signIn);
    m_progress = named(new QProgressBar, QStringLiteral("signInProgress"), tr("Signing in"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    QSizePolicy keepsRoom = m_progress->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true); // nothing jumps when it appears
    m_progress->setSizePolicy(keepsRoom);
    column->addWidget(m_progress);

    m_advancedToggle =
        named(new Button(m_theme, Button::Kind::Link, tr("Advanced"), QStringLiteral("chevron-right")),
              QStringLiteral("advancedButton"), tr("Advanced"));
    m_advancedToggle->setCheckable(true);
    column->addWidget(m_advancedToggle, 0, Qt::AlignLeft);
    m_advanced = new QWidget;
    auto *rows = new QVBoxLayout(m_advanced);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    auto *label = new TextLabel(m_theme, TextStyle::BodyStrong, Ink::Text, tr("Address"));
    rows->addWidget(label);
    m_address = named(new QLineEdit, QStringLiteral("addressEdit"), tr("Address of the Close API"));
    m_address->setMinimumHeight(34);
    m_address->setText(QStringLiteral("https://api.close.com/api/v1/"));
    label->setBuddy(m_address);
    rows->addWidget(m_address);
    column->addWidget(m_advanced);
    m_advanced->hide();

    connect(m_signIn, &QPushButton::clicked, this, &SignInPane::submit);
    connect(m_address, &QLineEdit::returnPressed, this, &SignInPane::submit);
    connect(m_advancedToggle, &QPushButton::toggled, this, [this](bool isOpen) {
        m_advanced->setVisible(isOpen);
        m_advancedToggle->setIconName(isOpen ? QStringLiteral("chevron-down")
                                             : QStringLiteral("chevron-right"));
    });
}

void SignInPane::addKeychainRows(QVBoxLayout *column)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new IconLabel(m_theme, QStringLiteral("key-round"), Ink::Warn, 18));
    head->addWidget(new TextLabel(m_theme, TextStyle::Title, Ink::Text, tr("The keychain needs you")), 1);
    column->addLayout(head);
    m_keychainText = new TextLabel(m_theme, TextStyle::Body, Ink::Text);
    m_keychainText->setWordWrap(true);
    m_keychainText->setObjectName(QStringLiteral("keychainText"));
    column->addWidget(m_keychainText);
    m_keychainWords = new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted);
    m_keychainWords->setWordWrap(true);
    m_keychainWords->setObjectName(QStringLiteral("keychainWords"));
    column->addWidget(m_keychainWords);
    column->addSpacing(8);
    auto *retry =
        named(new Button(m_theme, Button::Kind::Primary, tr("Try again"), QStringLiteral("refresh-cw")),
              QStringLiteral("retryKeychainButton"), tr("Try the keychain again"));
    column->addWidget(retry);
    m_keep = named(new Button(m_theme, Button::Kind::Outline, tr("Keep for this session only")),
                   QStringLiteral("keepForSessionButton"), tr("Keep the key for this session only"));
    column->addWidget(m_keep);
    auto *back = named(new Button(m_theme, Button::Kind::Link, tr("Sign in with another key")),
                       QStringLiteral("backToKeyButton"), tr("Sign in with another key"));
    column->addWidget(back, 0, Qt::AlignLeft);

    connect(retry, &QPushButton::clicked, this, &SignInPane::retryKeychainRequested);
    connect(m_keep, &QPushButton::clicked, this, &SignInPane::keepForSessionRequested);
    connect(back, &QPushButton::clicked, this, &SignInPane::showReady);
}

void SignInPane::setAccounts(const QList<Account> &accounts)
{
    qDeleteAll(m_accountBox->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    if (!accounts.isEmpty()) {
        auto *head = new TextLabel(m_theme, TextStyle::Section, Ink::Muted, tr("Accounts on this computer"));
        m_accountRows->addWidget(head);
    }
    int number = 0;
    for (const Account &account : accounts) {
        ++number;
        const QString text = account.organizationName + QStringLiteral(", ") + account.userName;
        auto *button = named(new Button(m_theme, Button::Kind::Outline, text, QStringLiteral("building-2")),
                             QStringLiteral("accountButton%1").arg(number), tr("Open %1").arg(text));
        if (number < 10) {
            button->setKeyHint(QStringLiteral("Alt+%1").arg(number));
            button->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number)));
        }
        connect(button, &QPushButton::clicked, this, [this, account] { Q_EMIT openRequested(account); });
        m_accountRows->addWidget(button);
    }
    m_accountBox->setVisible(!accounts.isEmpty());
}

void SignInPane::setWayBack(const QString &organization)
{
    m_back->setText(tr("Back to %1").arg(organization));
    m_back->setAccessibleName(m_back->text());
    m_back->setVisible(!organization.isEmpty());
}

void SignInPane::setBaseUrl(const QUrl &url)
{
    m_address->setText(url.toString());
}

void SignInPane::setBusy(bool isBusy)
{
    m_progress->setVisible(isBusy);
    for (QWidget *widget : {static_cast<QWidget *>(m_key), static_cast<QWidget *>(m_address), m_accountBox})
        widget->setEnabled(!isBusy);
    m_signIn->setEnabled(!isBusy && !m_key->text().trimmed().isEmpty());
    m_signIn->setText(isBusy ? tr("Asking Close...") : tr("Sign in"));
}

void SignInPane::showReady()
{
    m_banner->dismiss();
    m_keychainPage->hide();
    m_keyPage->show();
    setBusy(false);
    m_key->setFocus();
}

void SignInPane::showBusy()
{
    showReady();
    setBusy(true);
}

void SignInPane::showError(const ApiError &error)
{
    showReady();
    m_banner->show(describeSignInError(error), Tone::Bad);
}

void SignInPane::showNotice(const QString &text)
{
    showReady();
    m_banner->show(text, Tone::Warn);
}

void SignInPane::showKeychainTrouble(KeychainStatus status, const QString &message, bool hasKeyInMemory)
{
    setBusy(false);
    m_banner->dismiss();
    m_keyPage->hide();
    m_keychainText->setText(keychainSentence(status));
    // Of a locked keychain they are "not found", which would mislead (reliability.md, finding 6).
    const bool hasWords = !message.isEmpty() && status != KeychainStatus::Locked;
    m_keychainWords->setText(hasWords ? tr("The keychain says: %1").arg(message) : QString());
    m_keychainWords->setVisible(hasWords);
    m_keep->setVisible(hasKeyInMemory);
    m_keychainPage->show();
}

void SignInPane::setRevealed(bool isRevealed)
{
    m_key->setEchoMode(isRevealed ? QLineEdit::Normal : QLineEdit::Password);
    m_reveal->setIconName(isRevealed ? QStringLiteral("eye-off") : QStringLiteral("eye"));
    m_reveal->setAccessibleName(isRevealed ? tr("Hide the key") : tr("Show the key"));
}

void SignInPane::paste()
{
    m_key->setText(QGuiApplication::clipboard()->text().trimmed());
    m_signIn->setFocus(Qt::TabFocusReason);
}

void SignInPane::submit()
{
    const QString key = m_key->text().trimmed();
    if (key.isEmpty() || !m_signIn->isEnabled())
        return;
    const QUrl address = apiAddress(m_address->text().trimmed());
    if (!isSafe(address)) {
        m_banner->show(
            tr("The address under Advanced must begin with https://, or the key could be read on the way."),
            Tone::Bad);
        return;
    }
    const Secret secret(key.toUtf8());
    m_reveal->setChecked(false);
    m_key->setText(QString()); // unlike clear(), this forgets the undo history as well
    Q_EMIT signInRequested(address, secret);
}

} // namespace leadline
