using System.Globalization;
using System.Text.Json.Nodes;

namespace Shop.Api.Http;

/// <summary>Every error the API answers with. The detail says what to do; it never repeats a value that was sent.</summary>
internal static class Problems
{
    // 400: it can't be parsed.
    public static Problem MalformedRequest(IReadOnlyList<Violation> violations) =>
        Invalid("malformed-request", 400, "The body can't be read", "Correct what errors lists and send the request again.", violations);

    public static Problem InvalidParameter(IReadOnlyList<Violation> violations) =>
        Invalid("invalid-parameter", 400, "A query parameter is not valid",
            "Correct or leave out the parameters that errors lists.", violations);

    public static Problem InvalidHeader(IReadOnlyList<Violation> violations) =>
        Invalid("invalid-header", 400, "A header is not valid", "Correct or leave out the headers that errors lists.", violations);

    public static Problem InvalidCursor() =>
        Invalid("invalid-cursor", 400, "The cursor is not one of this list",
            "Start again at the first page, or send the cursor with the sort and the filters it was made with.",
            [Violation.InQuery("cursor", FieldCodes.Format, "must be a nextCursor of this list, unchanged")]);

    // 401: who are you?
    public static Problem Unauthenticated() =>
        Unauthorized("unauthenticated", "Sign-in needed", "Send a valid access token, Authorization: Bearer <token>, or a valid API key, X-Api-Key: <key>.");

    public static Problem InvalidCredentials() =>
        Unauthorized("invalid-credentials", "Wrong e-mail or password", "Check the e-mail and the password.");

    public static Problem TokenExpired() =>
        Unauthorized("token-expired", "The access token has ended", "Get a new access token and send the request again.");

    public static Problem ApiKeyExpired() =>
        Unauthorized("token-expired", "The API key has ended", "Ask an administrator for a new API key.");

    public static Problem RefreshTokenReused() =>
        Unauthorized("refresh-token-reused", "The refresh token was used before",
            "The session has ended, for somebody may have copied its tokens: log in again.");

    public static Problem RefreshTokenExpired() => Unauthorized("token-expired", "The refresh token has ended", "Log in again.");

    public static Problem AccountDisabled() =>
        Unauthorized("account-disabled", "The account is disabled", "Ask an administrator to enable it.");

    // 402, 403, 404, 405: not so.
    public static Problem PaymentDeclined(string declineCode) =>
        new Problem("payment-declined", 402, "The payment was declined",
            "The purchase stays pending: pay it with another payment method, or cancel it.")
            .WithMember("declineCode", declineCode);

    public static Problem Forbidden() => new("forbidden", 403, "Not allowed", "Your role may not do this.");

    public static Problem NotForKeys() => new("forbidden", 403, "Not allowed", "No API key may do this: sign in as a user.");

    public static Problem ScopeMissing(string scope) => new("forbidden", 403, "Not allowed", $"Use an API key with the scope {scope}.");

    public static Problem WrongPassword() =>
        new("wrong-password", 403, "The present password is wrong", "Send the password that the user has now as currentPassword.");

    public static Problem NotFound() =>
        new("not-found", 404, "Not found", "There is nothing at this address, or nothing that you may see.");

    public static Problem MethodNotAllowed(string allow) =>
        new Problem("method-not-allowed", 405, "The method is not allowed here", $"Use one of: {allow}.").WithHeader("Allow", allow);

    // 409: valid, but the present state forbids it.
    public static Problem EmailTaken() => new("email-taken", 409, "The e-mail is taken", "Sign in with it, or register another one.");

    public static Problem SkuTaken() => new("sku-taken", 409, "The SKU is taken", "Choose another SKU, or change the product that has it.");

    public static Problem OutOfStock(IEnumerable<(Guid ProductId, long Requested, long Available)> items) =>
        new Problem("out-of-stock", 409, "Not enough in stock",
            "Nothing was reserved: ask for no more than is available.")
            .WithMember("items", new JsonArray([.. items.Select(item => new JsonObject
            {
                ["productId"] = item.ProductId.ToString(),
                ["requested"] = item.Requested,
                ["available"] = item.Available,
            })]));

    public static Problem InsufficientStock(long onHand, long reserved, long available) =>
        new Problem("insufficient-stock", 409, "Not enough in stock", "Take away no more than is available.")
            .WithMember("onHand", onHand).WithMember("reserved", reserved).WithMember("available", available);

    public static Problem StockBelowReserved(long onHand, long reserved, long available) =>
        new Problem("stock-below-reserved", 409, "Pending purchases hold more",
            "Set no less than what is reserved, or wait until it is released.")
            .WithMember("onHand", onHand).WithMember("reserved", reserved).WithMember("available", available);

    public static Problem ProductUnavailable(IEnumerable<Guid> productIds) =>
        new Problem("product-unavailable", 409, "A product is not for sale", "Leave out the products that productIds lists.")
            .WithMember("productIds", new JsonArray([.. productIds.Select(id => (JsonNode)id.ToString())]));

    public static Problem PriceChanged(long amount, string currency) =>
        new Problem("price-changed", 409, "The price has changed", "Compare with currentTotal and send it as expectedTotal if you agree.")
            .WithMember("currentTotal", new JsonObject { ["amount"] = amount, ["currency"] = currency });

    public static Problem InvalidState(string currentStatus, IEnumerable<string> allowedActions) =>
        OutOfState("invalid-state", "Not possible in this state", currentStatus, allowedActions);

    public static Problem PurchaseExpired(string currentStatus, IEnumerable<string> allowedActions) =>
        OutOfState("purchase-expired", "The purchase has expired", currentStatus, allowedActions);

    public static Problem IdempotencyInProgress() =>
        new Problem("idempotency-in-progress", 409, "The first request with this key is still running",
            "Send the request again with the same key in a moment.")
            .WithHeader("Retry-After", "1");

    public static Problem LastAdmin() =>
        new("last-admin", 409, "This is the last administrator", "Make someone else an administrator first.");

    public static Problem UserHasOpenPurchases() =>
        new("user-has-open-purchases", 409, "The user has open purchases",
            "Cancel or complete the pending, paid and shipped purchases first.");

    // 412..415, 431: the request itself.
    public static Problem PreconditionFailed(long currentVersion) =>
        new Problem("precondition-failed", 412, "It has changed since you read it",
            "Read it again, and send If-Match with its present ETag.")
            .WithMember("currentVersion", currentVersion);

    public static Problem PayloadTooLarge() =>
        // What is left of the body lies in the way of a next request on this connection.
        new Problem("payload-too-large", 413, "The body is too large", "Send at most 128 KiB.").WithHeader("Connection", "close");

    public static Problem UriTooLong() => new("uri-too-long", 414, "The address is too long", "Send at most 8 KiB.");

    /// <param name="taken">What the call takes, first what to prefer.</param>
    public static Problem UnsupportedMediaType(params IReadOnlyList<string> taken) =>
        new Problem("unsupported-media-type", 415, "The body must be JSON",
            $"Send Content-Type: {string.Join(" or ", taken)} in UTF-8, without a Content-Encoding.")
            .WithHeader("Accept", string.Join(", ", taken));

    public static Problem HeadersTooLarge() =>
        new("headers-too-large", 431, "The headers are too large", "Send at most 32 KiB of headers.");

    // 422: it parsed and breaks a rule.
    public static Problem ValidationFailed(IReadOnlyList<Violation> violations) =>
        Invalid("validation-failed", 422, "The body breaks rules", "Correct the fields that errors lists.", violations);

    public static Problem UnknownProduct(IReadOnlyList<Violation> violations) =>
        Invalid("unknown-product", 422, "A product does not exist", "Leave out the products that errors lists.", violations);

    public static Problem MixedCurrency(IReadOnlyList<Violation> violations) =>
        Invalid("mixed-currency", 422, "The products have different currencies", "Make one purchase for each currency.", violations);

    public static Problem AmountOverflow(IReadOnlyList<Violation> violations) =>
        Invalid("amount-overflow", 422, "The total is too large", "Split the purchase.", violations);

    public static Problem RefundExceedsPaid(IReadOnlyList<Violation> violations) =>
        Invalid("refund-exceeds-paid", 422, "More than was paid and is left", "Refund no more than what errors says.", violations);

    public static Problem IdempotencyKeyReused() =>
        new("idempotency-key-reused", 422, "The key was used for another request", "Use a new Idempotency-Key for each new request.");

    // 429: too often.
    public static Problem RateLimited(TimeSpan retryAfter) =>
        new Problem("rate-limited", 429, "Too many tries", "Try again after Retry-After.").WithHeader("Retry-After", Seconds(retryAfter));

    // 5xx: ours.
    public static Problem InternalError() =>
        new("internal-error", 500, "Something went wrong", "This is a defect of the server. Report it with the requestId.");

    public static Problem StorageUnavailable(TimeSpan retryAfter) =>
        Unavailable("storage-unavailable", "The storage can't be reached", retryAfter);

    public static Problem ReplicationTimeout(TimeSpan retryAfter) =>
        Unavailable("replication-timeout", "The change could not be made safe in time", retryAfter);

    public static Problem Overloaded(TimeSpan retryAfter) => Unavailable("overloaded", "Too much to do", retryAfter);

    public static Problem PaymentUnavailable(TimeSpan retryAfter) =>
        Unavailable("payment-unavailable", "The payment provider can't be reached", retryAfter);

    private static Problem Invalid(string code, int status, string title, string detail, IReadOnlyList<Violation> violations) =>
        new(code, status, title, detail) { Errors = violations };

    private static Problem Unauthorized(string code, string title, string detail) =>
        new Problem(code, 401, title, detail).WithHeader("WWW-Authenticate", "Bearer");

    private static Problem OutOfState(string code, string title, string currentStatus, IEnumerable<string> allowedActions) =>
        new Problem(code, 409, title, "Do one of allowedActions instead; there may be none.")
            .WithMember("currentStatus", currentStatus)
            .WithMember("allowedActions", new JsonArray([.. allowedActions.Select(action => (JsonNode)action)]));

    private static Problem Unavailable(string code, string title, TimeSpan retryAfter) =>
        new Problem(code, 503, title,
            "Send the same request again after Retry-After, with the same Idempotency-Key if it has one: it takes effect once.")
            .WithHeader("Retry-After", Seconds(retryAfter));

    private static string Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
