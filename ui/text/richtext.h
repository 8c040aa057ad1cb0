#pragma once

#include <QString>
#include <QTextDocument>

namespace leadline {

/// Close's rich text (close-api.md 5.6) reduced to what may be shown: an allow-list of tags, no attributes
/// but the target of https, http, mailto and tel links, images as their description. The result is HTML made
/// here, with every text of the input escaped. Input that is not well-formed comes back as plain text.
[[nodiscard]] QString sanitizedHtml(const QString &closeHtml);

/// The words alone, paragraphs and list items on lines of their own.
[[nodiscard]] QString plainText(const QString &closeHtml);

/// A document that never loads anything, whatever its text names.
class InertDocument final : public QTextDocument
{
    Q_OBJECT
public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int type, const QUrl &name) override;
};

} // namespace leadline
