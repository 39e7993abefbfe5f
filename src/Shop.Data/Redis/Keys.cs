using System.Security.Cryptography;
using System.Text;

namespace Shop.Data.Redis;

/// <summary>
/// Every key name, in one place; docs/redis.md says what each holds. The braces are Redis Cluster's hash tag: the parts of one aggregate
/// share a slot, so a script that is given the aggregate's key may append the part's suffix itself.
/// </summary>
internal static class Keys
{
    public const string Audit = "audit";
    public const string ApiKeys = "api-keys";
    public const string Users = "users";
    public const string Admins = "users:admins";

    /// <summary>How many products there are, in any status; the indexes of the catalogue are catalogue.lua's own.</summary>
    public const string Products = "products";

    public const string Purchases = "purchases";
    public const string PurchasesPending = "purchases:pending";
    public const string PurchasesExpired = "purchases:expired";

    /// <summary>How many of the expired ones were told to somebody who counts.</summary>
    public const string PurchasesExpiredCounted = "purchases:expired:counted";

    public const string HoldsDue = "holds:due";

    /// <summary>How far the data reaches; watermark.lua names it, too.</summary>
    public const string Watermark = "watermark";

    public static string User(Guid id) => $"user:{{{id}}}";

    public static string UserPurchases(Guid id) => $"user:{{{id}}}:purchases";

    public static string UserOperations(Guid id) => $"user:{{{id}}}:operations";

    public static string UserSessions(Guid id) => $"user:{{{id}}}:sessions";

    public static string UserSession(Guid id, Guid session) => $"user:{{{id}}}:session:{session}";

    /// <summary>Hashed: an e-mail that is tried can be of any length, and need not be anybody's.</summary>
    public static string WrongPasswords(string email, string address) =>
        $"wrong-passwords:{{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{address} {email}")))}}}";

    public static string Email(string address) => $"email:{{{address}}}";

    public static string ApiKey(Guid id) => $"api-key:{{{id}}}";

    /// <summary>What one caller or address has spent of a limit.</summary>
    public static string Budget(string limit, string subject) => $"budget:{limit}:{{{subject}}}";

    public static string Product(Guid id) => $"product:{{{id}}}";

    public static string Purchase(Guid id) => $"purchase:{{{id}}}";

    public static string Operation(Operation operation) => $"op:{{{operation.Record}}}";
}
