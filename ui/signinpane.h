#pragma once

#include "services/base/apierror.h"
#include "services/base/secret.h"
#include "services/session/account.h"
#include "services/session/keychain.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;
class QProgressBar;
class QStackedLayout;
class QVBoxLayout;

namespace leadline {

class Banner;
class Button;
class TextLabel;

/// Where a person signs in: an API key, or one of the accounts this machine knows. Emits intents, keeps no
/// key: the field is emptied, undo included, the moment the key is handed over.
class SignInPane final : public QWidget
{
    Q_OBJECT
public:
    explicit SignInPane(const Theme &theme, QWidget *parent = nullptr);

    void setAccounts(const QList<Account> &accounts);
    /// The address new sign-ins go to unless a person types another one.
    void setBaseUrl(const QUrl &url);
    /// Offers a way back to the account that is still open; empty takes it away.
    void setWayBack(const QString &organization);
    void showReady();
    void showBusy();
    void showError(const ApiError &error);
    /// Something to know before one signs in, such as why the last account was left.
    void showNotice(const QString &text);
    void showKeychainTrouble(KeychainStatus status, const QString &message, bool hasKeyInMemory);

Q_SIGNALS:
    void signInRequested(const QUrl &baseUrl, const leadline::Secret &apiKey);
    void openRequested(const leadline::Account &account);
    void backRequested();
    void retryKeychainRequested();
    void keepForSessionRequested();

private:
    [[nodiscard]] QWidget *makeCard();
    void addKeyRows(QVBoxLayout *column);
    void addAdvancedRows(QVBoxLayout *column);
    void addKeychainRows(QVBoxLayout *column);
    void paste();
    void submit();
    void setRevealed(bool isRevealed);
    void setBusy(bool isBusy);

    const Theme &m_theme;
    QWidget *m_keyPage;
    QWidget *m_keychainPage;
    QLineEdit *m_key;
    Button *m_reveal;
    Button *m_signIn;
    Banner *m_banner;
    QProgressBar *m_progress;
    QWidget *m_advanced;
    Button *m_advancedToggle;
    QLineEdit *m_address;
    QVBoxLayout *m_accountRows;
    QWidget *m_accountBox;
    TextLabel *m_keychainText;
    TextLabel *m_keychainWords;
    Button *m_keep;
    Button *m_back;
};

} // namespace leadline
