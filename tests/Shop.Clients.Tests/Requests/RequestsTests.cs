namespace Shop.Clients.Tests.Requests;

/// <summary>What people click through: requests/shop.postman_collection.json and requests/shop.http.</summary>
[Collection(OneShopWithClients.Name)]
public sealed class RequestsTests(ShopWithClients shop)
{
    private const string CollectionFile = "shop.postman_collection.json";
    private const string TourFile = "shop.http";

    [Theory]
    [InlineData(CollectionFile)]
    [InlineData(TourFile)]
    public async Task Every_operation_of_the_document_is_called(string file)
    {
        var requests = Read(file);

        var missing = (await Operation.AllOfAsync(shop.Document))
            .Where(operation => !requests.Any(request => request.ShowsSuccess && operation.IsCalledBy(request)));

        Assert.Empty(missing.Select(operation => operation.ToString()));
    }

    [Theory]
    [InlineData(CollectionFile)]
    [InlineData(TourFile)]
    public void Every_request_says_which_status_it_expects(string file)
    {
        var requests = Read(file);

        Assert.NotEmpty(requests);
        Assert.Empty(requests.Where(request => request.Status is null).Select(request => request.Name));
    }

    [NodeFact]
    public Task The_collection_runs_twice_against_one_shop_without_a_failure() => shop.RunToolAsync(
        "newman", "run", ShopWithClients.Requests(CollectionFile), "--iteration-count", "2",
        "--env-var", $"baseUrl={shop.Address}",
        "--env-var", $"adminEmail={shop.AdminEmail}",
        "--env-var", $"adminPassword={shop.AdminPassword}",
        "--color", "off", "--reporter-cli-no-success-assertions");

    [Fact]
    public async Task Every_request_of_the_tour_is_answered_as_its_title_says()
    {
        var file = HttpFile.Read(ShopWithClients.Requests(TourFile));
        var variables = new Dictionary<string, string>(file.Variables, StringComparer.Ordinal)
        {
            ["adminEmail"] = shop.AdminEmail,
            ["adminPassword"] = shop.AdminPassword,
        };
        using var tour = new Tour(new Uri(shop.Address), variables);

        foreach (var request in file.Requests)
        {
            var reply = await tour.SendAsync(request);
            Assert.True(
                reply.Status == request.Status && (request.Code.Length == 0 || reply.Code == request.Code),
                $"{request.Title}, but: {reply.Status} {reply.Text}");
        }
    }

    private static IReadOnlyList<WrittenRequest> Read(string file) => file == TourFile
        ? [.. HttpFile.Read(ShopWithClients.Requests(file)).Requests.Select(request => request.Written)]
        : PostmanCollection.Read(ShopWithClients.Requests(file));
}
