#include "ui/linkopener.h"

#include "ui/prompt.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QPointer>
#include <QWidget>

namespace leadline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LinkOpener", text);
}

bool isCloseWebApp(const QUrl &url)
{
    return url.scheme() == QLatin1String("https") && url.host() == QLatin1String("app.close.com") &&
           url.userInfo().isEmpty() && url.port() == -1;
}

} // namespace

LinkOpener::LinkOpener(Prompt &prompt, Opener opener)
    : m_prompt(prompt), m_opener(opener ? std::move(opener) : Opener(&QDesktopServices::openUrl))
{}

bool LinkOpener::isAllowed(const QUrl &url)
{
    const QString scheme = url.scheme().toLower();
    if (!url.isValid())
        return false;
    if (scheme == QLatin1String("http") || scheme == QLatin1String("https"))
        return !url.host().isEmpty();
    return scheme == QLatin1String("mailto") || scheme == QLatin1String("tel");
}

QString LinkOpener::realTarget(const QUrl &url)
{
    return QString::fromLatin1(url.toEncoded());
}

void LinkOpener::open(QWidget *parent, const QUrl &url)
{
    if (!isAllowed(url)) {
        m_prompt.ask(parent,
                     {tr("This link is not opened"),
                      tr("Leadline opens web, e-mail and telephone links only. This one is of another kind."),
                      realTarget(url),
                      {{tr("Close"), Question::Weight::Primary}}},
                     [](int) {});
        return;
    }
    if (isCloseWebApp(url)) {
        handOver(parent, url);
        return;
    }
    m_prompt.ask(parent,
                 {tr("Open this link?"),
                  tr("It leaves Leadline and leads to:"),
                  realTarget(url),
                  {{tr("Open"), Question::Weight::Primary}, {tr("Cancel")}}},
                 [this, guard = QPointer<QWidget>(parent), url](int answer) {
                     if (answer == 0 && guard)
                         handOver(guard, url);
                 });
}

void LinkOpener::handOver(QWidget *parent, const QUrl &url)
{
    if (m_opener(url))
        return;
    m_prompt.ask(parent,
                 {tr("The link could not be opened"),
                  tr("The desktop has no program for it. The address is:"),
                  realTarget(url),
                  {{tr("Close"), Question::Weight::Primary}}},
                 [](int) {});
}

} // namespace leadline
