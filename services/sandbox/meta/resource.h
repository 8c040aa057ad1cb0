#pragma once

#include "services/sandbox/context.h"
#include "services/sandbox/exchange.h"

namespace leadline::sandbox {

class Router;

/// A resource that is no more than a list of objects with some writable keys: templates, outcomes, Smart
/// Views, webhooks. `addResource` registers its five endpoints.
struct Resource
{
    QString path;      ///< `email_template`
    QString className; ///< as a 404 names it: `EmailTemplate`
    Kind kind = Kind::EmailTemplate;
    QString idPrefix;
    QStringList writable;
    QStringList required;
    QJsonObject defaults;
    bool isNewer = false;   ///< 201 with `Location`, zoneless timestamps
    bool hasAuthors = true; ///< `created_by`, `updated_by`
    bool deletesTo204 = false;
    QStringList choiceKeys = {}; ///< list filters by exact value: `is_archived`, `status`
    /// Checks and completes what is to be stored; `before` is empty for a new one.
    using Check = std::function<std::optional<Reply>(Context &, const Call &, const QJsonObject &before,
                                                     QJsonObject &object)>;
    Check check = {};
    /// What the answer to a creation says beyond what is stored; empty = nothing.
    std::function<QJsonObject(QJsonObject)> onCreation = {};
};

/// What is not shared (`is_shared` false) is seen by whoever made it only; others get 404. The context
/// outlives the router.
void addResource(Router &router, Context &context, const Resource &resource);

/// Whether a user may see an object: it is shared, or theirs, or of a kind that is not shared at all.
[[nodiscard]] bool isVisible(const QJsonObject &object, const QString &userId);

/// The 404 of a newer or an older resource.
[[nodiscard]] Reply missing(const Context &context, const QString &className, bool isNewer);

} // namespace leadline::sandbox
