namespace Shop.Contract.Tests.Accounts;

[Collection(OneShop.Name)]
public sealed class AccountCallsTests(ShopWithPeople people)
{
    private const string Ann = """{"email":"{mail}","firstName":"Ann","lastName":"Lee"}""";
    private const string Registration = """{"email":"{email}","password":"a long enough password","firstName":"Ann","lastName":"Lee"}""";
    private const string NewPassword = """{"currentPassword":"a long enough password","newPassword":"another long password"}""";

    /// <summary>Answers to anonymous, other, owner and admin.</summary>
    public static TheoryData<string, string, string, string> Calls => new()
    {
        { "POST /v1/users", Registration, "201 201 201 201", "ETag Location Durability" },
        { "GET /v1/users", "", "401 403 403 200", "" },
        { "GET /v1/users/{user}", "", "401 404 200 200", "ETag" },
        { "GET /v1/users/me", "", "401 200 200 200", "ETag" },
        { "PUT /v1/users/{user}", Ann, "401 404 200 200", "ETag Durability" },
        { "PATCH /v1/users/{user}", """{"firstName":"Anna"}""", "401 404 200 200", "ETag Durability" },
        { "PATCH /v1/users/{guest}", """{"role":"customer"}""", "401 403 403 200", "ETag Durability" },
        { "POST /v1/users/{guest}/password", NewPassword, "401 404 204 204", "Durability" },
        { "POST /v1/users/{guest}/password", """{"newPassword":"another long password"}""", "401 404 422 204", "Durability" },
        { "DELETE /v1/users/{guest}", "", "401 404 204 204", "Durability" },
        { "GET /v1/users/{user}/export", "", "401 404 200 200", "" },
        { "GET /v1/users/{user}/purchases", "", "401 404 200 200", "" },
        { "POST /v1/auth/token", """{"email":"{mail}","password":"a long enough password"}""", "200 200 200 200", "Durability" },
        { "POST /v1/auth/logout", """{"refreshToken":"unknown"}""", "204 204 204 204", "" },
        { "POST /v1/auth/logout", """{"refreshToken":"{refresh}"}""", "204 204 204 204", "Durability" },
        { "POST /v1/auth/logout-all", "", "401", "" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Whoever_calls_is_answered_by_the_table(string call, string body, string answers, string headers) =>
        CallTable.HoldsAsync(people, call, body, answers, headers);
}
