using Shop.Api.Http;

namespace Shop.Api.Users;

/// <summary>What the API's document shows of users and tokens.</summary>
internal static class UserExamples
{
    public const string Email = "anna.lind@shop.example";
    public const string Password = "my-first-purchase-42";

    public static readonly Guid Id = Guid.Parse("0199b2a4-7c10-7a51-9d3e-5f0c6a1b2c3d");

    public static readonly RegistrationRequest Registration = new(Email, Password, "Anna", "Lind", Role: null, Status: null);

    public static readonly UserRequest Replacement = new(Email, "Anna Maria", "Lind", Role: null, Status: null);

    public static readonly UserRequest Patch = new(Email: null, "Anna Maria", LastName: null, Role: null, Status: null);

    public static readonly PasswordRequest PasswordChange = new(Password, "my-second-purchase-43");

    public static readonly RefreshRequest Refresh = new("AZmytHwQelGdPl8Mahssa1234567890");

    public static readonly TokenRequest Credentials = new(Email, Password);

    private static readonly DateTimeOffset Registered = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);

    public static readonly UserResponse User =
        new(Id, Email, "Anna", "Lind", Role: "customer", Status: "active", Registered, Registered, Version: 1);

    public static readonly UserResponse Replaced = User with { FirstName = "Anna Maria", UpdatedAt = Registered.AddDays(1), Version = 2 };

    public static readonly TokenResponse Token =
        new("CfDJ8KdQ2V0aGlzIGlzIG9ubHkgYW4gZXhhbXBsZQ", "Bearer", 900, "AZmytHwQelGdPl8Mahssa1234567890", 2592000, User);

    public static readonly PageResponse<UserResponse> Page = new([User], new PageInfo(Limit: 20, NextCursor: null), TotalCount: null);

    public static readonly ExportResponse Export = new(User, [Purchases.PurchaseExamples.Paid]);
}
