namespace Shop.Data.Redis;

/// <summary>
/// Every key name, in one place; docs/redis.md says what each holds. The braces are Redis Cluster's hash tag: the parts of one aggregate
/// share a slot, so a script that is given the aggregate's key may append the part's suffix itself.
/// </summary>
internal static class Keys
{
    public const string Users = "users";
    public const string Admins = "users:admins";
    public const string Purchases = "purchases";
    public const string HoldsDue = "holds:due";

    public static string User(Guid id) => $"user:{{{id}}}";

    public static string UserPurchases(Guid id) => $"user:{{{id}}}:purchases";

    public static string UserOperations(Guid id) => $"user:{{{id}}}:operations";

    public static string Email(string address) => $"email:{{{address}}}";

    public static string Product(Guid id) => $"product:{{{id}}}";

    public static string Sku(string sku) => $"sku:{{{sku}}}";

    public static string Purchase(Guid id) => $"purchase:{{{id}}}";

    public static string Operation(Operation operation) => $"op:{{{operation.Record}}}";
}
