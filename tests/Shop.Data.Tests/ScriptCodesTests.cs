using System.Text.RegularExpressions;
using Shop.Data.ApiKeys;
using Shop.Data.Products;
using Shop.Data.Purchases;
using Shop.Data.Users;

namespace Shop.Data.Tests;

/// <summary>A script's header lists its codes, its body answers them, and its result type has a case for each: three places, one truth.</summary>
public sealed partial class ScriptCodesTests
{
    public static TheoryData<string, Type> Scripts => new()
    {
        { "CreateUser", typeof(CreateUserResult) },
        { "ReplaceUser", typeof(ReplaceUserResult) },
        { "ChangePassword", typeof(ChangePasswordResult) },
        { "EraseUser", typeof(EraseUserResult) },
        { "LogIn", typeof(LogInResult) },
        { "RefreshSession", typeof(RefreshSessionResult) },
        { "LogOut", typeof(LogOutResult) },
        { "LogOutEverywhere", typeof(LogOutEverywhereResult) },
        { "CreateApiKey", typeof(CreateApiKeyResult) },
        { "RevokeApiKey", typeof(RevokeApiKeyResult) },
        { "CreateProduct", typeof(CreateProductResult) },
        { "ReplaceProduct", typeof(ReplaceProductResult) },
        { "ArchiveProduct", typeof(ArchiveProductResult) },
        { "RestoreProduct", typeof(RestoreProductResult) },
        { "AdjustStock", typeof(AdjustStockResult) },
        { "SetStock", typeof(SetStockResult) },
        { "PlacePurchase", typeof(PlacePurchaseResult) },
        { "BeginPayment", typeof(BeginPaymentResult) },
        { "FinishPayment", typeof(FinishPaymentResult) },
        { "CancelPurchase", typeof(PurchaseActionResult) },
        { "ShipPurchase", typeof(PurchaseActionResult) },
        { "DeliverPurchase", typeof(PurchaseActionResult) },
        { "ChangePurchase", typeof(PurchaseActionResult) },
        { "RefundPurchase", typeof(RefundPurchaseResult) },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public void The_header_and_the_result_type_list_the_same_codes(string script, Type result)
    {
        var cases = result.GetNestedTypes().Select(type => WordStart().Replace(type.Name, "_$0").TrimStart('_').ToLowerInvariant());

        Assert.Equal(cases.Order(StringComparer.Ordinal), HeaderCodes(script).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void The_body_answers_only_codes_of_the_header(string script, Type result)
    {
        Assert.NotNull(result);
        var answered = Answered().Matches(LuaScript.Load(script).Source).Select(match => match.Groups["code"].Value).Distinct(StringComparer.Ordinal);

        Assert.Empty(answered.Except(HeaderCodes(script), StringComparer.Ordinal));
    }

    [Fact]
    public void Every_script_is_in_this_table()
    {
        // The sweep answers nobody; what is counted and the watermark's scripts have no outcomes, nor has one that only reads.
        var expected = LuaScript.All.Where(script => !script.Source.StartsWith("#!lua flags=no-writes", StringComparison.Ordinal))
            .Select(script => script.Name).Except(["SweepHolds", "SpendBudgets", "NoteApiKeyUse", "OpenBatch", "OpenLineage", "RaiseWatermark"], StringComparer.Ordinal);

        Assert.Equal(expected.Order(StringComparer.Ordinal), Scripts.Select(row => (string)row[0]).Order(StringComparer.Ordinal));
    }

    private static string[] HeaderCodes(string script) =>
        Codes().Match(LuaScript.Load(script).Source).Groups["list"].Value
            .Replace("--", "", StringComparison.Ordinal)
            .Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"-- Codes: (?<list>[a-z_, \n-]+?)\n(?=-- [A-Z]|local|\n|--- |-- The)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"(return \{|remember(_sealed)?\()'(?<code>[a-z_]+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Answered();

    [GeneratedRegex("[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex WordStart();
}
