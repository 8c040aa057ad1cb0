#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>

namespace leadline::test {

/// A Secret Service with one locked entry that a person is asked to unlock, and whose answer a test gives:
/// what gnome-keyring does where there is a display.
class PromptingService final : public QDBusVirtualObject
{
public:
    PromptingService();
    ~PromptingService() override;

    /// Becomes `org.freedesktop.secrets` of the session, which nobody else may be.
    [[nodiscard]] bool takeOver();
    [[nodiscard]] int prompts() const { return m_prompts; } ///< shown so far
    /// The person unlocks it, or refuses.
    void answer(bool isUnlocked);

    [[nodiscard]] QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

private:
    [[nodiscard]] QVariantList replyTo(const QDBusMessage &message);
    [[nodiscard]] QVariantList secrets() const;

    QDBusConnection m_bus;
    int m_prompts = 0;
    bool m_isUnlocked = false;
};

} // namespace leadline::test
