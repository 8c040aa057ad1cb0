#pragma once

#include <QUrl>

#include <functional>

class QWidget;

namespace leadline {

class Prompt;

/// The one door out of the window: opens http, https, mailto and tel only, after having shown where the link
/// really leads. Close's own web app is not asked about.
class LinkOpener final
{
public:
    using Opener = std::function<bool(const QUrl &)>;
    /// `opener` hands the address to the desktop (QDesktopServices::openUrl unless a test says otherwise).
    explicit LinkOpener(Prompt &prompt, Opener opener = {});

    /// Does nothing but say so when the link is of another kind.
    void open(QWidget *parent, const QUrl &url);

    [[nodiscard]] static bool isAllowed(const QUrl &url);
    /// The address as it will be used: the host in punycode, nothing decoded.
    [[nodiscard]] static QString realTarget(const QUrl &url);

private:
    void handOver(QWidget *parent, const QUrl &url);

    Prompt &m_prompt;
    Opener m_opener;
};

} // namespace leadline
